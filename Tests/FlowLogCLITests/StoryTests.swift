import FlowLogCLI
import FlowLogSimulator
import FoundationEssentials
import Testing

@Suite("The main job, over real HTTP")
struct StoryTests {
    @Test("create, nothing, an edit behind our back, an immutable change, a deletion; each ends with nothing to do")
    func story() async throws {
        try await Shell.withSimulator { shell, simulator in
            try shell.write(webAndDatabase)
            let planned = await shell.run("plan", "--detailed-exitcode", "prod.yaml")
            #expect(planned.status == .changes)
            #expect(planned.output.contains("Plan: 2 to add, 0 to change, 0 to destroy. (0 unchanged, 0 unmanaged)"))
            #expect(await simulator.writes.isEmpty)

            let created = await shell.run("apply", "--yes", "prod.yaml")
            #expect(created.status == .done, "\(created)")
            #expect(created.output.hasSuffix("Apply complete: 2 done.\n"))
            try await expectNothingToDo(shell)

            let web = try #require(created.errors.id(after: "prod/web (KR1): created"))
            try await simulator.editBehindTheBack(web, #"{"name": "by hand", "admin_state_up": false, "status": "INACTIVE"}"#)
            let drifted = await shell.run("plan", "prod.yaml")
            #expect(drifted.output.contains("name: \"by hand\" -> \"web\"") && drifted.output.contains("admin_state_up: false -> true"))
            #expect(await shell.run("apply", "--yes", "prod.yaml").status == .done)
            try await expectNothingToDo(shell)

            try shell.write(webAndDatabase.replacing("DROP", with: "ALL"))
            let replaced = await shell.run("apply", "--yes", "prod.yaml")
            #expect(replaced.status == .done)
            #expect(replaced.output.contains("filter: \"DROP\" -> \"ALL\"  # forces replacement"))
            try await expectNothingToDo(shell)

            try shell.write(manifest("  web: {resource_type: SUBNET, resource_id: 7b1e5a3e-2f0c-4a9b-9d57-0d6c1f0e8a11}"))
            let deleted = await shell.run("apply", "--yes", "prod.yaml")
            #expect(deleted.status == .done && deleted.output.contains("- db  delete"))
            try await expectNothingToDo(shell)
        }
    }

    private func expectNothingToDo(_ shell: Shell) async throws {
        let again = await shell.run("plan", "--detailed-exitcode", "prod.yaml")
        #expect(again.status == .done)
        #expect(again.output == "No changes. Live loggers match the manifest.\n")
    }

    @Test("every PUT carries exactly name, description and admin_state_up")
    func putBody() async throws {
        try await Shell.withSimulator { shell, simulator in
            try shell.write(webAndDatabase)
            #expect(await shell.run("apply", "--yes", "prod.yaml").status == .done)
            try shell.write(webAndDatabase.replacing("웹 서버", with: "web servers"))
            #expect(await shell.run("apply", "--yes", "prod.yaml").status == .done)
            let puts = await simulator.requests.filter { $0.method == "PUT" }
            #expect(puts.count == 1)
            #expect(
                puts.first?.body.object?["flowlog_logger"]?.object?.keys.sorted() == ["admin_state_up", "description", "name"])
        }
    }

    @Test("a plan is one token and one list, whatever the number of stacks in the region")
    func calls() async throws {
        try await Shell.withSimulator { shell, simulator in
            try shell.write(webAndDatabase)
            try shell.write(webAndDatabase.replacing("stack: prod", with: "stack: second"), as: "second.yaml")
            #expect(await shell.run("plan", "prod.yaml", "second.yaml").status == .done)
            #expect(await simulator.requests.map(\.path) == ["/v2.0/tokens", "/v2.0/flowlog-loggers"])
        }
    }

    @Test("a list in pages is read whole")
    func pages() async throws {
        try await Shell.withSimulator(SimulatorConfiguration(buildTime: .zero, pageLimit: 2)) { shell, _ in
            let loggers = (0..<7).map { "  k\($0): {resource_id: 7b1e5a3e-2f0c-4a9b-9d57-0d6c1f0e8a1\($0)}" }.joined(separator: "\n")
            try shell.write(manifest(loggers))
            #expect(await shell.run("apply", "--yes", "prod.yaml").status == .done)
            try await expectNothingToDo(shell)
        }
    }

    @Test(
        "a logger that goes to ERROR ends in exit 7 with cause, advice and a way out",
        arguments: [
            ("forbidden", "OBSConfigurationError", "the flow log system account needs Write"),
            ("unavailable", "OBSServiceNotAvailableError", "check that the container exists"),
            ("noauth", "AuthenticationSystemError", "contact the Customer Center"),
        ])
    func error(container: String, type: String, advice: String) async throws {
        try await Shell.withSimulator { shell, _ in
            try shell.write(webAndDatabase.replacing("/flowlog/", with: "/\(container)/"))
            for _ in 0..<2 {
                let result = await shell.run("apply", "--yes", "prod.yaml")
                #expect(result.status == .incomplete)
                #expect(result.output.contains(type) && result.output.contains(advice) && result.output.contains("--replace web"))
            }
        }
    }

    @Test("waiting too long ends in exit 9")
    func timeout() async throws {
        try await Shell.withSimulator(SimulatorConfiguration(buildTime: .seconds(3600))) { shell, _ in
            try shell.write(webAndDatabase)
            let result = await shell.run("apply", "--yes", "--wait-timeout", "300ms", "prod.yaml")
            #expect(result.status == .timedOut)
            #expect(result.output.contains("unknown") && result.output.contains("did not become ACTIVE within"))
            // The next run has nothing to do but to wait for them too.
            #expect(await shell.run("plan", "prod.yaml").output.contains("2 loggers in BUILD: apply waits until they are ready."))
            #expect(await shell.run("drift", "prod.yaml").output.contains("(2 in BUILD)"))
            let again = await shell.run("apply", "--yes", "--wait-timeout", "300ms", "prod.yaml")
            #expect(again.status == .timedOut)
            #expect(again.output.contains("run apply again to wait for it"))
        }
    }

    @Test("a first manifest from stdin is applied like one from a file")
    func partial() async throws {
        try await Shell.withSimulator { shell, simulator in
            try shell.write(webAndDatabase)
            let result = await shell.run("apply", "--yes", "--target", "web", "prod.yaml")
            #expect(result.status == .done && result.output.contains("Partial plan"))
            #expect(await simulator.writes.count == 1)
            #expect(await shell.run("plan", "--target", "wbe", "prod.yaml").status == .usage)
        }
    }
}
