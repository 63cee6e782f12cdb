package import FlowLogManifest
package import FlowLogModel
import Glibc

/// Finds and reads the files that a command's paths name (Contract: Manifest, Paths).
package enum ManifestFiles {
    /// How many bytes of a file or of the standard input are enough to see that it is too large.
    package static let enough = ManifestSource.mostBytes + 1

    /// Reads each file once, however often it is named; a file named by itself and through its directory counts as named by itself.
    /// - Parameters:
    ///   - paths: files, directories, or `-` for the standard input.
    ///   - recursive: whether directories are read with all below them, but for hidden ones.
    ///   - standardInput: reads all of the standard input; called once at most.
    /// - Returns: the files in the order of the paths, and what could not be read, without a place in a file.
    package static func read(
        paths: [String], recursive: Bool, standardInput: () throws -> [UInt8]
    ) -> (sources: [ManifestSource], diagnostics: [Diagnostic]) {
        var reading = Reading(recursive: recursive)
        for path in paths {
            if path == "-" {
                reading.readStandardInput(standardInput)
            } else {
                reading.read(path)
            }
        }
        return (reading.sources, reading.diagnostics)
    }
}

private struct Reading {
    /// What makes two paths the same file.
    private struct Identity: Hashable {
        let device: UInt64
        let inode: UInt64
    }

    /// What OpenStack's clients keep beside manifests; no mistake in one may show its passwords.
    private static let credentials: Set<String> = ["clouds.yaml", "clouds.yml", "secure.yaml", "secure.yml"]

    let recursive: Bool
    private(set) var sources: [ManifestSource] = []
    private(set) var diagnostics: [Diagnostic] = []
    private var known: [Identity: Int] = [:]
    private var hasStandardInput = false

    init(recursive: Bool) { self.recursive = recursive }

    mutating func readStandardInput(_ standardInput: () throws -> [UInt8]) {
        if hasStandardInput { return }
        hasStandardInput = true
        do {
            sources.append(ManifestSource(path: "<stdin>", bytes: try standardInput()))
        } catch {
            diagnostics.append(Diagnostic(.unreadableFile, "cannot read <stdin>: \(error)", help: "pipe a manifest into the program"))
        }
    }

    mutating func read(_ path: String) {
        var status = stat()
        guard stat(path, &status) == 0 else { return report(path, errno) }
        if status.st_mode & S_IFMT == S_IFDIR {
            readDirectory(path)
        } else {
            readFile(path, isFromDirectory: false)
        }
    }

    private mutating func readDirectory(_ directory: String) {
        let base = directory.utf8.last == UInt8(ascii: "/") ? directory : directory + "/"
        var names: [String] = []
        guard list(base, below: "", into: &names) else { return }
        if names.isEmpty {
            diagnostics.append(
                Diagnostic(
                    .noManifest, "no manifest in directory \(directory)",
                    help: recursive ? "it has no *.yaml or *.yml file" : "it has no *.yaml or *.yml file; -R also looks below it"))
        }
        for name in names.sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) }) { readFile(base + name, isFromDirectory: true) }
    }

    /// Collects the manifests of a directory by their path below it; false if it cannot be listed.
    private mutating func list(_ base: String, below: String, into names: inout [String]) -> Bool {
        guard let handle = opendir(base + below) else {
            report(base + below, errno)
            return false
        }
        defer { closedir(handle) }
        while let entry = readdir(handle) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
            if name.utf8.first == UInt8(ascii: ".") { continue }
            let path = below + name
            // A link to a directory is not followed, so that none is read twice or without end.
            var status = stat()
            let isDirectory = lstat(base + path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
            if isDirectory {
                if recursive { _ = list(base, below: path + "/", into: &names) }
            } else if name.hasSuffix(".yaml") || name.hasSuffix(".yml"), !Self.credentials.contains(name),
                stat(base + path, &status) != 0 || status.st_mode & S_IFMT != S_IFDIR
            {
                names.append(path)
            }
        }
        return true
    }

    private mutating func readFile(_ path: String, isFromDirectory: Bool) {
        var status = stat()
        if isFromDirectory, stat(path, &status) == 0, status.st_mode & S_IFMT != S_IFREG { return reportSpecial(path) }
        // A pipe that took the place of a file since then is no reason to wait for a writer.
        let file = open(path, O_RDONLY | O_CLOEXEC | (isFromDirectory ? O_NONBLOCK : 0))
        guard file >= 0 else { return report(path, errno) }
        defer { close(file) }
        guard fstat(file, &status) == 0 else { return report(path, errno) }
        let identity = Identity(device: UInt64(status.st_dev), inode: UInt64(status.st_ino))
        if let index = known[identity] {
            if !isFromDirectory { sources[index].isFromDirectory = false }
            return
        }
        switch contents(of: file, expected: Int(status.st_size)) {
        case .success(let bytes):
            known[identity] = sources.count
            sources.append(ManifestSource(path: path, bytes: bytes, isFromDirectory: isFromDirectory))
        case .failure(let error): report(path, error.code)
        }
    }

    private struct SystemError: Error {
        let code: Int32
    }

    /// All bytes, but of a file beyond the limit only enough to see that it is.
    private func contents(of file: Int32, expected: Int) -> Result<[UInt8], SystemError> {
        let longest = ManifestFiles.enough
        var bytes: [UInt8] = []
        while bytes.count < longest {
            let room = min(max(expected - bytes.count, 1 << 16), longest - bytes.count)
            var error: Int32?
            let part = [UInt8](unsafeUninitializedCapacity: room) { buffer, count in
                let read = readBytes(file, buffer.baseAddress, room)
                count = max(read, 0)
                if read < 0 { error = errno }
            }
            if error == EINTR { continue }
            if let error { return .failure(SystemError(code: error)) }
            if part.isEmpty { break }
            // A whole file comes as one part, and is not copied.
            if bytes.isEmpty { bytes = part } else { bytes += part }
        }
        return .success(bytes)
    }

    /// A pipe may never have a writer, and a device no end: they are read only if somebody asks for it.
    private mutating func reportSpecial(_ path: String) {
        diagnostics.append(
            Diagnostic(
                .notAManifest, "\(path) is not a regular file and was not read",
                help: "name it as a path to read it, or move it out of the directory"))
    }

    private mutating func report(_ path: String, _ code: Int32) {
        let reason = strerror(code).map { String(cString: $0) } ?? "error \(code)"
        diagnostics.append(
            Diagnostic(.unreadableFile, "cannot read \(path): \(reason)", help: "check the path and the permissions"))
    }
}

private func readBytes(_ file: Int32, _ buffer: UnsafeMutableRawPointer?, _ count: Int) -> Int { read(file, buffer, count) }
