import FoundationEssentials
import Testing

@testable import FlowLogSimulator

@Suite("The state file")
struct StateTests {
    private func contents(_ path: String) throws -> String { String(decoding: try Data(contentsOf: URL(filePath: path)), as: UTF8.self) }

    @Test("what every tenant created, edited and deleted is there after a restart")
    func restart() async throws {
        try await withStatePath { path in
            var before: [Reply] = []
            let configuration = SimulatorConfiguration(stateFile: path)
            try await withClient(configuration) { client in
                let id = try await client.create(request(["name": "다른 이름", "description": "with \"quotes\" / e\u{301}"])).id
                let gone = try await client.create(required).id
                client.simulator.clock.advance(by: .seconds(60))
                _ = try await client.edit(id, ["name": "renamed", "admin_state_up": false])
                _ = try await client.alter(id, ["filter": "SOME_NEW_FILTER", "error_type": "OBSConfigurationError"])
                _ = try await client.delete(gone)
                let other = try await client.loggedIn(tenant: "tenant-b")
                _ = try await other.create(required)
                before = [try await client.list(), try await other.list()]
            }
            try await withClient(configuration) { client in
                let other = try await client.loggedIn(tenant: "tenant-b")
                #expect(before.map(\.loggers.count) == [1, 1])
                #expect(try await client.list().json == before[0].json)
                #expect(try await other.list().json == before[1].json)
            }
        }
    }

    @Test("a logger in BUILD stays so after a restart until its time is over")
    func build() async throws {
        try await withStatePath { path in
            let configuration = SimulatorConfiguration(buildTime: .seconds(10), stateFile: path)
            var id = ""
            try await withClient(configuration) { client in id = try await client.create(required).id }
            try await withClient(configuration) { client async throws in
                client.simulator.clock.advance(by: .milliseconds(9990))
                #expect(try await client.show(id).logger["status"] == "BUILD")
                client.simulator.clock.advance(by: .milliseconds(20))
                #expect(try await client.show(id).logger["status"] == "ACTIVE")
                #expect(try await client.listPorts().ports.first?["created_at"] == "2026-01-02 03:04:15")
            }
        }
    }

    @Test("a tenant found in the file gets no seeds any more, another one does")
    func seeds() async throws {
        let seeds = try Seed.list(parsing: Array(#"[{"id":"s","name":"n","resource_id":"r","storage_url":"u"}]"#.utf8))
        try await withStatePath { path in
            let configuration = SimulatorConfiguration(seeds: seeds, stateFile: path)
            try await withClient(configuration) { client async throws in #expect(try await client.delete("s").status == 204) }
            try await withClient(configuration) { client async throws in
                #expect(try await client.list().loggers.isEmpty)
                #expect(try await client.loggedIn(tenant: "tenant-b").show("s").status == 200)
            }
        }
    }

    @Test("each change replaces the file: who has the old one open keeps its old contents")
    func replaced() async throws {
        try await withStatePath { path in
            try await withClient(SimulatorConfiguration(stateFile: path)) { client in
                let empty = try contents(path)
                try FileManager.default.linkItem(atPath: path, toPath: path + ".old")
                _ = try await client.create(required)
                #expect(try contents(path + ".old") == empty)
                #expect(try contents(path).contains(#""name":"web""#))
                let folder = URL(filePath: path).deletingLastPathComponent().path
                #expect(try FileManager.default.contentsOfDirectory(atPath: folder).sorted() == ["state.json", "state.json.old"])
            }
        }
    }

    @Test("a read and a refused write leave the file alone")
    func unchanged() async throws {
        try await withStatePath { path in
            try await withClient(SimulatorConfiguration(stateFile: path)) { client in
                let id = try await client.create(required).id
                try FileManager.default.removeItem(atPath: path)
                _ = try await client.list()
                _ = try await client.show(id)
                _ = try await client.create([:])
                _ = try await client.edit("gone", ["name": "x"])
                #expect(!FileManager.default.fileExists(atPath: path))
                _ = try await client.edit(id, ["name": "x"])
                #expect(FileManager.default.fileExists(atPath: path))
            }
        }
    }

    @Test("a change that cannot be saved is a 500 and does not happen")
    func notSaved() async throws {
        try await withStatePath { path in
            try await withClient(SimulatorConfiguration(stateFile: path)) { client in
                let id = try await client.create(required).id
                let before = try await client.list().json
                try FileManager.default.removeItem(at: URL(filePath: path).deletingLastPathComponent())
                for reply in [
                    try await client.create(required), try await client.edit(id, ["name": "new"]), try await client.delete(id),
                    try await client.alter(id, ["filter": "DROP"]),
                ] {
                    #expect(reply.status == 500)
                    #expect(reply.error?.type == "StateNotSaved")
                }
                #expect(try await client.list().json == before)
            }
        }
    }

    private static let entry = #"{"version":1,"projects":[{"region":"KR1","tenant":"t","loggers":"#

    @Test(
        "a damaged file is an error that says why, and is not touched",
        arguments: [
            ("", "not valid JSON"), ("{", "not valid JSON"), ("[]", "has the wrong type"), ("{}", "'version' is missing"),
            (#"{"version":2}"#, "has version 2, this program reads version 1"), (#"{"version":1}"#, "'projects' is missing"),
            (#"{"version":1,"projects":[{"region":"KR1","loggers":[]}]}"#, "projects.0: 'tenant' is missing"),
            (entry + "7}]}", "projects.0.loggers: has the wrong type"),
            (entry + "[{}]}]}", "projects.0.loggers.0: 'fields' is missing"),
            (entry + #"[{"fields":{"name":"x"}}]}]}"#, "tenant 't' in region 'KR1': a logger has no id"),
            (entry + #"[{"fields":{"id":"x"}},{"fields":{"id":"x"}}]}]}"#, "tenant 't' in region 'KR1': logger 'x' is there twice"),
            (
                entry + #"[{"fields":{"id":"x","admin_state_up":"no"}}]}]}"#,
                "tenant 't' in region 'KR1': logger 'x': admin_state_up: 'no' is not a valid boolean value"
            ),
            (
                entry + #"[]},{"region":"KR1","tenant":"t","loggers":[]}]}"#,
                "tenant 't' in region 'KR1' is there twice"
            ),
        ]
    )
    func damaged(_ text: String, _ reason: String) async throws {
        try await withStatePath { path in
            try Data(text.utf8).write(to: URL(filePath: path))
            let error = await #expect(throws: StateFile.Invalid.self) {
                try await withSimulator(SimulatorConfiguration(stateFile: path)) { _ in }
            }
            #expect(error?.description == reason)
            #expect(try contents(path) == text)
        }
    }

    @Test("a file that cannot be read or written is an error at start")
    func unusable() async throws {
        try await withStatePath { path in
            let folder = URL(filePath: path).deletingLastPathComponent().path
            for (file, reason) in [(path + "/nowhere", "cannot be written"), (folder, "cannot be read")] {
                let error = await #expect(throws: StateFile.Invalid.self) {
                    try await withSimulator(SimulatorConfiguration(stateFile: file)) { _ in }
                }
                #expect(error?.description == reason)
            }
        }
    }
}
