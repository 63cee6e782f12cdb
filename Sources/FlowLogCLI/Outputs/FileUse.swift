import FlowLogAPI

/// Keeps a run from writing a file twice, and from writing one that it reads.
enum FileUse {
    /// - Parameters:
    ///   - inputs: the files that are read, beside those of the configuration; `-` is stdin.
    ///   - outputs: the files that are written.
    /// - Throws: exit 64 if an output is an input, another output, or a directory.
    static func check(inputs: [String] = [], outputs: [String], in context: Context) throws(CommandError) {
        let files = context.files
        let read = inputs.map { $0 == "-" ? "/dev/fd/0" : $0 } + configuration(in: context)
        var taken = Set((read + ["/dev/stdout", "/dev/stderr"]).compactMap(files.regularFile))
        for path in outputs where FileDescriptor(namedBy: path) == nil {
            if path.utf8.last == UInt8(ascii: "/") || files.status(path).kind == .directory {
                throw CommandError(.usage, "\(path) is a directory, not a file", help: "name a file in it")
            }
            guard let identity = files.regularFile(path), !taken.insert(identity).inserted else { continue }
            throw CommandError(.usage, "this run already reads or writes \(path)", help: "write each format to a file of its own")
        }
    }

    /// Wherever a run may look for credentials: results must not be written there, even if this run needs no credentials.
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
}

extension Files {
    /// What is the same for all names of one regular file, there or not; nil for pipes, terminals and the like.
    fileprivate func regularFile(_ path: String) -> FileIdentity? {
        let status = status(path)
        return status.kind == .regular || status.kind == .nothing ? status.identity : nil
    }
}
