import FlowLogCLI
import FlowLogSimulator
import FoundationEssentials
import Glibc
import Synchronization
import Testing

@Suite("Files that a run writes")
struct FileTests {
    /// Runs `body` with a shell in front of a manifest without loggers, and a way to name files of its folder.
    private func withFolder(_ body: (Shell, (String) -> String) async throws -> Void) async throws {
        try await Shell.withSimulator { shell, _ in
            try shell.write(manifest("  {}"))
            try await body(shell) { "\(shell.folder.path)/\($0)" }
        }
    }

    private func mode(_ path: String) -> mode_t {
        var status = stat()
        return lstat(path, &status) == 0 ? status.st_mode & 0o7777 : 0
    }

    @Test("a file that is replaced keeps its mode, whatever it is", arguments: [0o644, 0o600, 0o664, 0o440] as [mode_t])
    func mode(mode: mode_t) async throws {
        try await withFolder { shell, file in
            try shell.write("old", as: "x.json")
            #expect(chmod(file("x.json"), mode) == 0)
            #expect(await shell.run("plan", "--write", "json=\(file("x.json"))", "prod.yaml").status == .done)
            #expect(self.mode(file("x.json")) == mode)
            #expect(try shell.read("x.json").hasPrefix("{"))
            let left = try FileManager.default.contentsOfDirectory(atPath: shell.folder.path)
            #expect(left.sorted() == ["prod.yaml", "x.json"])
        }
    }

    @Test("a link is followed to its end, also where nothing is yet, and '..' goes where the system goes")
    func links() async throws {
        try await withFolder { shell, file in
            let files = FileManager.default
            try files.createDirectory(atPath: file("deep/folder"), withIntermediateDirectories: true)
            try files.createSymbolicLink(atPath: file("short"), withDestinationPath: file("deep/folder"))
            try files.createSymbolicLink(atPath: file("dangling"), withDestinationPath: "deep/new.json")
            try files.createSymbolicLink(atPath: file("circle"), withDestinationPath: "circle")
            func write(_ name: String) async -> Shell.Result { await shell.run("plan", "--write", "json=\(file(name))", "prod.yaml") }
            #expect(await write("dangling").status == .done)
            #expect(files.fileExists(atPath: file("deep/new.json")))
            #expect(try files.destinationOfSymbolicLink(atPath: file("dangling")) == "deep/new.json")
            #expect(await write("short/../up.json").status == .done)
            #expect(files.fileExists(atPath: file("deep/up.json")) && !files.fileExists(atPath: file("up.json")))
            let circle = await write("circle")
            #expect(circle.status == .failed && circle.errors.contains("circle: Too many levels of symbolic links"), "\(circle)")
        }
    }

    @Test("a directory, or a path that can only be one, is refused as an output before any call", arguments: ["folder", "folder/", "new/"])
    func directories(name: String) async throws {
        try await Shell.withSimulator { shell, simulator in
            try shell.write(manifest("  {}"))
            try FileManager.default.createDirectory(at: shell.folder.appending(path: "folder"), withIntermediateDirectories: true)
            for option in ["--write", "--out"] {
                let path = "\(shell.folder.path)/\(name)"
                let refused = await shell.run(["plan", option, (option == "--write" ? "json=" : "") + path, "prod.yaml"]) { _ in }
                #expect(refused.status == .usage && refused.errors.contains("\(path) is a directory"), "\(refused)")
            }
            #expect(await simulator.requests.isEmpty)
            #expect(try FileManager.default.contentsOfDirectory(atPath: shell.folder.path).sorted() == ["folder", "prod.yaml"])
        }
    }

    @Test("the reason why a file cannot be written is reported")
    func reasons() async throws {
        try await withFolder { shell, file in
            let missing = await shell.run("plan", "--write", "json=\(file("no/x.json"))", "prod.yaml")
            #expect(missing.status == .failed && missing.errors.contains("no/x.json: No such file or directory\n  = help: its folder"))
            let full = await shell.run("plan", "--write", "json=/dev/full", "prod.yaml")
            #expect(full.status == .failed && full.errors.contains("cannot write /dev/full: No space left on device"))
            let notAFolder = await shell.run("plan", "--write", "json=\(file("prod.yaml"))/x", "prod.yaml")
            #expect(notAFolder.status == .failed && notAFolder.errors.contains("Not a directory"))
        }
    }

    @Test("no command writes over a file that it may read, whatever its name")
    func inputs() async throws {
        try await Shell.withSimulator { shell, simulator in
            var shell = shell
            let home = shell.folder.path
            try shell.write(manifest("  {}"))
            try FileManager.default.createDirectory(atPath: "\(home)/.config/openstack", withIntermediateDirectories: true)
            for name in ["password", "ca.pem", ".config/openstack/clouds.yaml", ".config/openstack/secure.yaml", "named-clouds.yaml"] {
                try shell.write("precious", as: name)
            }
            #expect(link("\(home)/password", "\(home)/other-name") == 0)
            try FileManager.default.createSymbolicLink(atPath: "\(home)/link", withDestinationPath: "ca.pem")
            shell.environment.merge(
                [
                    "HOME": home, "OS_PASSWORD_FILE": "\(home)/password", "OS_CACERT": "\(home)/ca.pem",
                    "OS_CLIENT_CONFIG_FILE": "\(home)/named-clouds.yaml",
                ]
            ) { $1 }
            for name in [
                "password", "./password", "other-name", "link", ".config/openstack/clouds.yaml",
                ".config/openstack/../openstack/secure.yaml", "named-clouds.yaml",
            ] {
                for command in [
                    ["plan", "\(home)/prod.yaml"], ["drift", "\(home)/prod.yaml"], ["loggers", "list", "--region", "KR1"],
                    ["ports", "list", "--region", "KR1"],
                ] {
                    let refused = await shell.run(command + ["--write", "json=\(home)/\(name)"]) { _ in }
                    #expect(
                        refused.status == .usage && refused.errors.contains("this run already reads or writes"),
                        "\(command) \(name): \(refused)")
                }
                let events = await shell.run("apply", "--yes", "--write", "events=\(home)/\(name)", "\(home)/prod.yaml")
                #expect(events.status == .usage && events.errors.contains("this run already reads or writes"), "\(events)")
            }
            for name in ["password", "ca.pem", ".config/openstack/clouds.yaml", ".config/openstack/secure.yaml", "named-clouds.yaml"] {
                #expect(try shell.read(name) == "precious")
            }
            #expect(await simulator.requests.isEmpty)
        }
    }

    @Test("every file that a run reads or writes goes through the doors of the context")
    func doors() async throws {
        try await Shell.withSimulator { shell, _ in
            var shell = shell
            shell.environment["GITHUB_ACTIONS"] = "true"
            shell.environment["GITHUB_OUTPUT"] = "/memory/output"
            shell.environment["OS_PASSWORD"] = ""
            shell.environment["OS_PASSWORD_FILE"] = "/memory/password"
            let memory = MemoryFiles(["/memory/prod/a.yml": webAndDatabase, "/memory/prod/b.txt": "x", "/memory/password": "secret\n"])
            let arguments = ["--write", "events=/memory/run.jsonl", "--write", "text=/memory/run.txt", "/memory/prod"]
            let applied = await shell.run(["apply", "--yes"] + arguments) { $0.files = memory.doors }
            #expect(applied.status == .done, "\(applied)")
            #expect(memory["/memory/run.jsonl"].contains(#""type":"apply_summary""#) && memory["/memory/run.txt"].contains("2 to add"))
            #expect(memory["/memory/output"].contains("create=2"))
            let drifted = await shell.run(["drift", "--write", "prometheus=/memory/m.prom", "/memory/prod"]) { $0.files = memory.doors }
            #expect(drifted.status == .done && memory["/memory/m.prom"].contains("flowlogctl_last_run_exit_code"), "\(drifted)")
        }
    }
}

/// Files that are nowhere but in memory.
private final class MemoryFiles: Sendable {
    private let texts: Mutex<[String: String]>

    init(_ texts: [String: String]) { self.texts = Mutex(texts) }

    subscript(path: String) -> String {
        get { texts.withLock { $0[path] ?? "" } }
        set { texts.withLock { $0[path] = newValue } }
    }

    var doors: Files {
        Files(
            status: { path in
                let paths = self.texts.withLock { Array($0.keys) }
                let isDirectory = paths.contains { $0.hasPrefix(path + "/") }
                return FileStatus(
                    kind: paths.contains(path) ? .regular : isDirectory ? .directory : .nothing, identity: FileIdentity(path))
            },
            entries: { directory in
                let names = self.texts.withLock { $0.keys.filter { $0.hasPrefix(directory) }.map { $0.dropFirst(directory.count) } }
                return names.map { DirectoryEntry(name: String($0), isDirectory: false) }
            },
            read: { path, most throws(SystemError) in
                guard let text = self.texts.withLock({ $0[path] }) else { throw SystemError(code: ENOENT) }
                return Array(text.utf8.prefix(most))
            },
            replace: { path, text in self[path] = text },
            append: { path, text in
                let end = FileEnd(size: self[path].utf8.count, endsLine: self[path].isEmpty || self[path].hasSuffix("\n"))
                self[path] += text(end) ?? ""
            },
            stream: { path in
                self[path] = ""
                return { line in
                    self[path] += line
                    return nil
                }
            })
    }
}
