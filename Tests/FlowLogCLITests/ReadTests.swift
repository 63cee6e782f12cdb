import FlowLogCLI
import FlowLogReport
import FlowLogSimulator
import FoundationEssentials
import Testing

@Suite("loggers and ports")
struct ReadTests {
    @Test("list is a table for people, with wide characters in line, and an array of the API's objects for programs")
    func list() async throws {
        try await Shell.withApplied { shell, simulator, web in
            let database = try #require(
                await shell.run("loggers", "list", "--region", "KR1", "--name", "db", "--wide").output.id(after: "ID"))
            try await simulator.editBehindTheBack(web, #"{"name": "웹", "description": "\u001b[31mred\nline"}"#)
            let text = await shell.run("loggers", "list", "--region", "KR1", "--wide")
            #expect(text.status == .done)
            let lines = text.output.split(separator: "\n")
            #expect(lines.count == 3)
            #expect(lines.first?.hasPrefix("ID ") == true)
            #expect(text.output.contains(#"\u{1b}[31mred\u{a}line"#))
            #expect(!text.output.contains("\u{1b}"))

            let json = await shell.run("loggers", "list", "--region", "KR1", "--format", "json")
            let array = try #require(try json.json.array)
            #expect(Set(array.compactMap { $0.object?["id"]?.string }) == [web, database])
            #expect(array.allSatisfy { $0.object?["created_at"]?.string != nil })
        }
    }

    @Test("without --wide no line has more than 80 columns, whatever the names, and what matters most is whole")
    func narrow() async throws {
        try await Shell.withApplied { shell, simulator, web in
            let few = await shell.run("loggers", "list", "--region", "KR1").output.split(separator: "\n")
            #expect(few.first.map { $0.split(separator: " ") } == ["NAME", "OWNER", "STATUS", "TARGET", "DIRECTORY"])
            #expect(few.contains { $0.split(separator: " ").prefix(5) == ["web", "prod/web", "ACTIVE", "SUBNET", "7b1e5a3e…"] }, "\(few)")
            let long = String(repeating: "판교-", count: 40)
            try await simulator.editBehindTheBack(web, #"{"name": "\#(long)", "description": "\u001b[31mred"}"#)
            let many = await shell.run("loggers", "list", "--region", "KR1").output.split(separator: "\n").map(String.init)
            #expect(
                many.allSatisfy { DisplayWidth.of($0) <= 80 } && many.contains { $0.contains("…  -") && $0.contains("  ACTIVE  ") },
                "\(many)")
            let ports = await shell.run("ports", "list", "--region", "KR1").output.split(separator: "\n")
            #expect(ports.count > 1 && ports.allSatisfy { $0.count <= 80 })
        }
    }

    @Test(
        "each filter goes to the API under its name there, and what it lets through is checked",
        arguments: [
            (["--name", "web"], "name=web"), (["--resource-type", "subnet"], "resource_type=SUBNET"),
            (["--resource-id", "7B1E5A3E-2F0C-4A9B-9D57-0D6C1F0E8A11"], "resource_id=7b1e5a3e-2f0c-4a9b-9d57-0d6c1f0e8a11"),
            (["--filter", "ALL"], "filter=ALL"),
        ])
    func filters(options: [String], query: String) async throws {
        try await Shell.withApplied { shell, simulator, web in
            let listed = await shell.run(["loggers", "list", "--region", "KR1", "--format", "json"] + options) { _ in }
            let ids = try listed.json.array?.map { $0.object?["id"]?.string }
            #expect(ids == [web])
            #expect(await simulator.requests.last?.path == "/v2.0/flowlog-loggers?\(query)")
        }
    }

    @Test(
        "filters that all loggers here share, or none",
        arguments: [
            (["--aggregation-interval", "10"], 2), (["--aggregation-interval", "3"], 0), (["--storage-type", "OBS"], 2),
            (["--log-format", "CSV"], 2), (["--log-format", "PARQUET"], 0), (["--compression-type", "RAW"], 2),
            (["--partition-period", "DAY"], 2), (["--partition-period", "HOUR"], 0), (["--status", "ACTIVE"], 2),
            (["--status", "ERROR"], 0),
            (["--id", "00000000-0000-4000-8000-000000000000"], 0),
        ])
    func sharedFilters(options: [String], count: Int) async throws {
        try await Shell.withApplied { shell, _, _ in
            let listed = await shell.run(["loggers", "list", "--region", "KR1", "--format", "json"] + options) { _ in }
            #expect(listed.status == .done, "\(listed)")
            let found = try listed.json.array?.count
            #expect(found == count)
        }
    }

    @Test("a filter that no logger can have is wrong usage, so that nobody takes an empty list for good news")
    func wrongFilters() async throws {
        try await Shell.withApplied { shell, simulator, _ in
            let before = await simulator.requests.count
            for options in [["--filter", "DRPO"], ["--resource-type", "NET"], ["--log-format", "CVS"], ["--resource-id", "web"]] {
                let refused = await shell.run(["loggers", "list", "--region", "KR1"] + options) { _ in }
                #expect(refused.status == .usage && refused.errors.contains(options[0]), "\(refused)")
            }
            #expect(await simulator.requests.count == before)
            let unknown = await shell.run("loggers", "list", "--region", "KR1", "--status", "EROR")
            #expect(unknown.status == .done && unknown.errors == "note: 'EROR' is not a documented status\n")
        }
    }

    @Test("get is every field of one logger, and one that is not there is an error with the service's words")
    func get() async throws {
        try await Shell.withApplied { shell, _, web in
            let text = await shell.run("loggers", "get", "--region", "KR1", web)
            #expect(text.output.contains("description: 웹 서버 [flowlogctl:prod/web]\n") && text.output.contains("id: \(web)\n"))
            let json = await shell.run("loggers", "get", "--region", "KR1", "--format", "json", web)
            let status = try json.json.object?["status"]?.string
            #expect(status == "ACTIVE")
            let absent = await shell.run("loggers", "get", "--region", "KR1", "00000000-0000-4000-8000-000000000000")
            #expect(absent.status == .failed && absent.output.isEmpty)
            #expect(absent.errors.contains("could not be found"))
        }
    }

    @Test("ports are listed and shown, by logger if asked")
    func ports() async throws {
        try await Shell.withApplied { shell, _, web in
            let database = try #require(
                await shell.run("loggers", "list", "--region", "KR1", "--name", "db", "--wide").output.id(after: "ID"))
            let all = await shell.run("ports", "list", "--region", "KR1", "--format", "json")
            let ports = try #require(try all.json.array)
            #expect(Set(ports.compactMap { $0.object?["logger_id"]?.string }) == [web, database])
            let some = await shell.run("ports", "list", "--region", "KR1", "--logger-id", web, "--wide")
            #expect(some.output.split(separator: "\n").dropFirst().allSatisfy { $0.contains(web) })
            let id = try #require(ports.first?.object?["id"]?.string)
            let one = await shell.run("ports", "get", "--region", "KR1", id)
            #expect(one.status == .done && one.output.contains("id: \(id)\n"))
        }
    }

    @Test("the region comes from the option or OS_REGION_NAME; without one nothing is called")
    func region() async throws {
        try await Shell.withApplied { shell, simulator, _ in
            var shell = shell
            let before = await simulator.requests.count
            let nowhere = await shell.run("loggers", "list")
            #expect(nowhere.status == .notAuthenticated && nowhere.errors.contains("OS_REGION_NAME"))
            #expect(await simulator.requests.count == before)
            shell.environment["OS_REGION_NAME"] = "kr1"
            #expect(await shell.run("loggers", "list").status == .done)
            let unknown = await shell.run("loggers", "list", "--region", "KR9")
            #expect(unknown.status == .invalid && unknown.errors.contains("KR1"))
        }
    }

    @Test("a format can go to a file as well")
    func write() async throws {
        try await Shell.withApplied { shell, _, web in
            let file = shell.folder.appending(path: "loggers.json").path
            let listed = await shell.run("loggers", "list", "--region", "KR1", "--write", "json=\(file)")
            #expect(listed.output.hasPrefix("NAME "))
            let written = try shell.read("loggers.json")
            #expect(written.contains(web))
            let bad = await shell.run("loggers", "list", "--region", "KR1", "--write", "yaml=\(file)")
            #expect(bad.status == .usage)
        }
    }
}
