import FlowLogApply
import FlowLogCLI
import FlowLogSimulator
import FoundationEssentials
import Synchronization
import Testing

@Suite("Several stacks in one run")
struct ManyStacksTests {
    /// Three stacks: two regions of the cloud `good`, and one of the cloud `bad`, whose password is wrong.
    private func withClouds(_ body: (Shell, SimulatorHandle) async throws -> Void) async throws {
        try await Shell.withSimulator(SimulatorConfiguration(buildTime: .zero, regions: ["KR1", "KR2"])) { shell, simulator in
            var shell = shell
            shell.environment = ["HOME": shell.folder.path]
            let folder = shell.folder.appending(path: ".config/openstack")
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            func entry(_ name: String, _ password: String) -> String {
                """
                  \(name):
                    auth: {auth_url: "\(simulator.baseURL)/v2.0", username: me, password: \(password), project_id: 0123456789abcdef0123456789abcdef}

                """
            }
            try Data("clouds:\n\(entry("good", "secret"))\(entry("bad", "wrong"))".utf8).write(to: folder.appending(path: "clouds.yaml"))
            for (name, cloud, region) in [("one", "good", "KR1"), ("two", "good", "KR2"), ("three", "bad", "KR1"), ("four", "none", "KR1")]
            {
                let text = webAndDatabase.replacing("stack: prod", with: "stack: \(name)\ncloud: \(cloud)")
                try shell.write(text.replacing("region: KR1", with: "region: \(region)"), as: "\(name).yaml")
            }
            try await body(shell, simulator)
        }
    }

    @Test(
        "a stack whose login fails does not hide the others: every format says which failed and why",
        arguments: [
            ["plan"], ["plan", "--format", "json"], ["plan", "--format", "markdown"], ["plan", "--format", "github"], ["drift"],
            ["drift", "--format", "json"], ["drift", "--format", "markdown"], ["drift", "--format", "github"],
            ["drift", "--format", "junit"],
        ])
    func failures(command: [String]) async throws {
        try await withClouds { shell, _ in
            let planned = await shell.run(command + ["one.yaml", "two.yaml", "three.yaml", "four.yaml"]) { _ in }
            #expect(planned.status == .notAuthenticated)
            #expect(
                planned.errors.contains("error: three (KR1): ") && planned.errors.contains("error: four (KR1): cloud 'none'"), "\(planned)")
            for word in ["one", "two", "three", "four", "web", "db", "none"] {
                #expect(planned.output.contains(word), "\(word): \(planned)")
            }
            #expect(!planned.output.contains("No changes") && !planned.output.contains("No drift"))
        }
    }

    @Test("a region of clouds.yaml makes two documents one stack as well, or keeps them apart")
    func regionsOfClouds() async throws {
        try await withClouds { shell, simulator in
            let file = shell.folder.appending(path: ".config/openstack/clouds.yaml")
            let clouds = String(decoding: try Data(contentsOf: file), as: UTF8.self)
            let good = clouds.replacing("  good:\n", with: "  good:\n    region_name: KR1\n").replacing(
                "password: wrong", with: "password: secret")
            try Data(good.replacing("  bad:\n", with: "  bad:\n    region_name: KR2\n").utf8).write(to: file)
            func text(_ cloud: String, _ more: String = "") -> String {
                webAndDatabase.replacing("region: KR1", with: "cloud: \(cloud)\(more)")
            }
            try shell.write(text("good"), as: "a.yaml")
            try shell.write(text("good", "\nregion: KR1"), as: "b.yaml")
            try shell.write(text("bad"), as: "c.yaml")
            let twice = await shell.run("plan", "a.yaml", "b.yaml")
            #expect(twice.status == .invalid && twice.errors.contains("stack 'prod' is defined twice in region 'KR1'"), "\(twice)")
            #expect(await simulator.requests.isEmpty)
            #expect(await shell.run("plan", "a.yaml", "c.yaml").status == .done)
            try shell.write(text("good", "\nunmanaged: delete").replacing("stack: prod", with: "stack: other"), as: "d.yaml")
            try shell.write(text("good", "\nregion: KR1\nunmanaged: delete"), as: "e.yaml")
            let both = await shell.run("plan", "d.yaml", "e.yaml")
            #expect(both.status == .invalid && both.errors.contains("stack 'other' also has 'unmanaged: delete'"), "\(both)")
        }
    }

    @Test("apply stops before the first write if one stack fails")
    func apply() async throws {
        try await withClouds { shell, simulator in
            let applied = await shell.run("apply", "--yes", "one.yaml", "two.yaml", "three.yaml")
            #expect(applied.status == .notAuthenticated && applied.errors.contains("Nothing was changed."))
            #expect(await simulator.writes.isEmpty)
            #expect(await shell.run("apply", "--yes", "one.yaml", "two.yaml").status == .done)
            #expect(await shell.run("drift", "one.yaml", "two.yaml").status == .done)
            let verified = await shell.run("verify", "one.yaml", "two.yaml")
            #expect(verified.status == .done && verified.output.hasSuffix("4 loggers capture.\n"))
        }
    }

    @Test("clouds.yaml is read once, however many stacks and regions ask for an entry")
    func filesOnce() async throws {
        try await withClouds { shell, _ in
            let reads = Mutex<[String]>([])
            let planned = await shell.run(["plan", "one.yaml", "two.yaml", "three.yaml", "four.yaml"]) { context in
                let read = context.files.read
                context.files.read = { path, most throws(SystemError) in
                    reads.withLock { $0.append(path) }
                    return try read(path, most)
                }
            }
            #expect(planned.output.contains("one"))
            #expect(reads.withLock { $0.filter { $0.hasSuffix("/.config/openstack/clouds.yaml") }.count } == 1)
        }
    }

    @Test("what is wrong with the whole file is said once, and that each cloud cannot be used")
    func brokenFile() async throws {
        try await withClouds { shell, _ in
            try Data("clouds: [".utf8).write(to: shell.folder.appending(path: ".config/openstack/clouds.yaml"))
            let planned = await shell.run("plan", "one.yaml", "three.yaml")
            #expect(planned.status == .invalid, "\(planned)")
            #expect(planned.errors.ranges(of: "clouds.yaml:1:").count == 1, "\(planned)")
        }
    }

    @Test("a region without an answer does not hide the other one, and each place is listed once")
    func regionDown() async throws {
        let fault = try Fault("GET /KR2/* status=500")
        let configuration = SimulatorConfiguration(buildTime: .zero, regions: ["KR1", "KR2"], faults: [fault])
        try await Shell.withSimulator(configuration) { shell, simulator in
            try shell.write(webAndDatabase)
            try shell.write(webAndDatabase.replacing("KR1", with: "KR2"), as: "second.yaml")
            let drifted = await shell.run(["drift", "prod.yaml", "second.yaml"]) { $0.ticker = Ticker(now: { .zero }, sleep: { _ in }) }
            #expect(drifted.status == .failed)
            #expect(drifted.output.contains("missing") && drifted.errors.contains("error: prod (KR2): "), "\(drifted)")
            let lists = await simulator.requests.filter { $0.path.hasSuffix("/flowlog-loggers") && $0.path.hasPrefix("/v2.0") }
            #expect(lists.count == 1)
        }
    }
}
