import FlowLogAPI
import Glibc

/// Files that a run reads and writes: one must not be written twice, and none that is read.
struct FileUse {
    private var taken: Set<FileIdentity>

    /// - Parameter inputs: the files that are read, beside those of the configuration; `-` is stdin.
    init(inputs: [String], in context: Context) {
        let files = (inputs + Self.configuration(in: context)).compactMap { path in
            path == "-" ? FileIdentity(descriptor: STDIN_FILENO) : (try? FileTarget(path))?.identity
        }
        taken = Set(files + [STDOUT_FILENO, STDERR_FILENO].compactMap { FileIdentity(descriptor: $0) })
    }

    /// Whatever a run may look for its credentials in: it is no place for results, even if this run needs none.
    private static func configuration(in context: Context) -> [String] {
        let named = ["OS_CLIENT_CONFIG_FILE", "OS_CLIENT_SECURE_FILE", "OS_PASSWORD_FILE", "OS_CACERT"].compactMap(context.variable)
        let folders = CloudsFile.folders(
            home: context.variable("HOME"), configHome: context.variable("XDG_CONFIG_HOME"),
            configFolders: context.variable("XDG_CONFIG_DIRS"))
        return named
            + folders.flatMap { folder in
                ["clouds", "secure"].flatMap { name in CloudsFile.suffixes.map { folder + name + $0 } }
            }
    }

    /// - Throws: exit 64 if an output is an input, another output, or a directory.
    mutating func write(_ paths: [String]) throws(CommandError) {
        for path in paths where Context.ownDescriptor(path) == nil {
            let target = try? FileTarget(path)
            if path.utf8.last == UInt8(ascii: "/") || target?.isDirectory == true {
                throw CommandError(.usage, "\(path) is a directory: it cannot be written", help: "name a file in it")
            }
            guard let identity = target?.identity, !taken.insert(identity).inserted else { continue }
            throw CommandError(.usage, "\(path) is read or written by this run already", help: "write each format to a file of its own")
        }
    }
}
