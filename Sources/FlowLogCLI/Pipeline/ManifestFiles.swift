package import FlowLogManifest
package import FlowLogModel

/// Finds and reads the files that a command's paths name (Contract: Manifest, Paths).
package enum ManifestFiles {
    /// How many bytes of a file or of the standard input are enough to see that it is too large.
    package static let enough = ManifestSource.mostBytes + 1

    /// Reads each file once, however often it is named; a file named by itself and through its directory counts as named by itself.
    /// - Parameters:
    ///   - paths: files, directories, or `-` for the standard input.
    ///   - recursive: whether subdirectories are read too, except hidden ones.
    ///   - standardInput: reads the standard input; called at most once.
    ///   - files: the doors to files.
    /// - Returns: the files in the order of the paths, and what could not be read, as diagnostics without a position.
    package static func read(
        paths: [String], recursive: Bool, standardInput: () throws -> [UInt8], files: Files = .process
    ) -> (sources: [ManifestSource], diagnostics: [Diagnostic]) {
        var search = FileSearch(files: files, isRecursive: recursive)
        for path in paths {
            if path == "-" {
                search.readStandardInput(standardInput)
            } else {
                search.read(path)
            }
        }
        return (search.sources, search.diagnostics)
    }
}

private struct FileSearch {
    /// Files of OpenStack clients that may lie beside manifests: a diagnostic about one could show its passwords.
    private static let credentials: Set<String> = ["clouds.yaml", "clouds.yml", "secure.yaml", "secure.yml"]

    private let files: Files
    private let isRecursive: Bool
    private(set) var sources: [ManifestSource] = []
    private(set) var diagnostics: [Diagnostic] = []
    private var known: [FileIdentity: Int] = [:]
    private var hasStandardInput = false

    init(files: Files, isRecursive: Bool) {
        self.files = files
        self.isRecursive = isRecursive
    }

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
        if files.status(path).kind == .directory {
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
                    help: isRecursive
                        ? "it has no *.yaml or *.yml file" : "it has no *.yaml or *.yml file; -R also searches its subdirectories"))
        }
        for name in names.sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) }) { readFile(base + name, isFromDirectory: true) }
    }

    /// Collects the manifests of a directory by their path below it; false if it cannot be listed.
    private mutating func list(_ base: String, below: String, into names: inout [String]) -> Bool {
        let entries: [DirectoryEntry]
        do throws(SystemError) { entries = try files.entries(base + below) } catch {
            report(base + below, error)
            return false
        }
        for entry in entries where entry.name.utf8.first != UInt8(ascii: ".") {
            let path = below + entry.name
            // A link to a directory is not followed, so that none is read twice or without end.
            if entry.isDirectory {
                if isRecursive { _ = list(base, below: path + "/", into: &names) }
            } else if entry.name.hasSuffix(".yaml") || entry.name.hasSuffix(".yml"), !Self.credentials.contains(entry.name),
                files.status(base + path).kind != .directory
            {
                names.append(path)
            }
        }
        return true
    }

    private mutating func readFile(_ path: String, isFromDirectory: Bool) {
        let status = files.status(path)
        if isFromDirectory, status.kind == .special { return reportSpecial(path) }
        if let identity = status.identity, let index = known[identity] {
            if !isFromDirectory { sources[index].isFromDirectory = false }
            return
        }
        do throws(SystemError) {
            let bytes = try files.read(path, ManifestFiles.enough)
            if let identity = status.identity { known[identity] = sources.count }
            sources.append(ManifestSource(path: path, bytes: bytes, isFromDirectory: isFromDirectory))
        } catch {
            report(path, error)
        }
    }

    /// A pipe may never have a writer, and a device no end: they are read only if named.
    private mutating func reportSpecial(_ path: String) {
        diagnostics.append(
            Diagnostic(
                .notAManifest, "\(path) is not a regular file and was not read",
                help: "to read it, name it on the command line; otherwise move it out of the directory"))
    }

    private mutating func report(_ path: String, _ error: SystemError) {
        diagnostics.append(Diagnostic(.unreadableFile, "cannot read \(path): \(error)", help: "check the path and the permissions"))
    }
}
