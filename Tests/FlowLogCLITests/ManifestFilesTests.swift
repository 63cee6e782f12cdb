import FlowLogCLI
import FlowLogManifest
import FlowLogModel
import FoundationEssentials
import Glibc
import Testing

@Suite("Finding files")
struct ManifestFilesTests {
    private let root: URL

    init() throws {
        root = FileManager.default.temporaryDirectory.appending(path: "flowlog-files-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
    }

    private func write(_ names: String...) throws {
        for name in names {
            let file = root.appending(path: name)
            try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(name.utf8).write(to: file)
        }
    }

    private func read(_ paths: String..., recursive: Bool = false) -> (sources: [ManifestSource], diagnostics: [Diagnostic]) {
        defer { try? FileManager.default.removeItem(at: root) }
        return ManifestFiles.read(paths: paths.map { root.path + $0 }, recursive: recursive) { [] }
    }

    private func names(_ sources: [ManifestSource]) -> [String] { sources.map { String($0.path.dropFirst(root.path.count)) } }

    @Test("a directory gives its *.yaml and *.yml by bytes, not what is hidden, below or something else")
    func directory() throws {
        try write("b.yaml", "a.yml", "B.yaml", "가.yaml", "c.txt", ".hidden.yaml", "sub/d.yaml", "dir.yaml/x.txt", "e.YAML")
        let (sources, diagnostics) = read("")
        #expect(names(sources) == ["/B.yaml", "/a.yml", "/b.yaml", "/가.yaml"] && diagnostics.isEmpty)
        #expect(
            sources.allSatisfy(\.isFromDirectory)
                && sources.map { String(decoding: $0.bytes, as: UTF8.self) } == ["B.yaml", "a.yml", "b.yaml", "가.yaml"])
    }

    @Test("with -R also below, but for hidden directories; a slash at the end is not doubled")
    func recursive() throws {
        try write("b.yaml", "a/z.yaml", "a/b/c.yml", ".git/x.yaml", "a/.cache/y.yaml")
        #expect(names(read("/", recursive: true).sources) == ["/a/b/c.yml", "/a/z.yaml", "/b.yaml"])
    }

    @Test("links to files are read, links to directories are not followed")
    func links() throws {
        try write("data/real.yaml", "a/b.yaml")
        try FileManager.default.createSymbolicLink(atPath: root.appending(path: "link.yaml").path, withDestinationPath: "data/real.yaml")
        try FileManager.default.createSymbolicLink(atPath: root.appending(path: "a/up").path, withDestinationPath: "..")
        try FileManager.default.createSymbolicLink(atPath: root.appending(path: "broken.yaml").path, withDestinationPath: "nowhere")
        let (sources, diagnostics) = read("", recursive: true)
        #expect(names(sources) == ["/a/b.yaml", "/data/real.yaml"])
        #expect(diagnostics.map(\.code) == [.unreadableFile])
    }

    @Test("the files of OpenStack clients beside manifests are not read, unless they are named")
    func credentials() throws {
        try write("a.yaml", "clouds.yaml", "clouds.yml", "secure.yaml", "secure.yml", "sub/clouds.yaml")
        #expect(names(read("", recursive: true).sources) == ["/a.yaml"])
        try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
        try write("clouds.yaml")
        #expect(names(read("/clouds.yaml").sources) == ["/clouds.yaml"])
    }

    @Test("a pipe or device in a directory is not read, so that nobody waits for it; a link to one neither")
    func special() throws {
        try write("a.yaml")
        #expect(mkfifo(root.path + "/pipe.yaml", 0o600) == 0)
        try FileManager.default.createSymbolicLink(atPath: root.path + "/link.yaml", withDestinationPath: "pipe.yaml")
        try FileManager.default.createSymbolicLink(atPath: root.path + "/zero.yaml", withDestinationPath: "/dev/zero")
        let (sources, diagnostics) = read("")
        #expect(names(sources) == ["/a.yaml"] && diagnostics.map(\.code) == [.notAManifest, .notAManifest, .notAManifest])
        #expect(diagnostics.allSatisfy { $0.message.contains("is not a regular file") })
    }

    @Test("a file given twice is read once, and counts as given by itself")
    func once() throws {
        try write("a.yaml", "b.yaml")
        let (sources, diagnostics) = read("", "/a.yaml", "/./a.yaml")
        #expect(names(sources) == ["/a.yaml", "/b.yaml"] && sources.map(\.isFromDirectory) == [false, true] && diagnostics.isEmpty)
    }

    @Test("what is not there or has no manifest is an error that says so, and does not hide the rest")
    func missing() throws {
        try write("a.yaml", "empty/readme.txt")
        let (sources, diagnostics) = read("/none.yaml", "/empty", "/a.yaml")
        #expect(names(sources) == ["/a.yaml"])
        #expect(diagnostics.map(\.code) == [.unreadableFile, .noManifest])
        #expect(diagnostics[0].message == "cannot read \(root.path)/none.yaml: No such file or directory")
        #expect(diagnostics[1].message == "no manifest in directory \(root.path)/empty" && diagnostics[1].help?.contains("-R") == true)
    }

    @Test("an explicit file is read whatever its name")
    func explicit() throws {
        try write("prod.json")
        #expect(names(read("/prod.json").sources) == ["/prod.json"])
    }

    @Test("- is the standard input, read once, and its failure is an error")
    func standardInput() throws {
        defer { try? FileManager.default.removeItem(at: root) }
        var count = 0
        let (sources, diagnostics) = ManifestFiles.read(paths: ["-", "-"], recursive: false) {
            count += 1
            return [1, 2]
        }
        #expect(count == 1 && sources.map(\.path) == ["<stdin>"] && sources.map(\.bytes) == [[1, 2]] && diagnostics.isEmpty)
        struct Broken: Error {}
        #expect(ManifestFiles.read(paths: ["-"], recursive: false) { throw Broken() }.diagnostics.map(\.code) == [.unreadableFile])
    }
}
