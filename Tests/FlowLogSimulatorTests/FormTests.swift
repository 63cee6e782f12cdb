import Testing

@testable import FlowLogSimulator

@Suite("A service that keeps and writes things its own way")
struct FormTests {
    private func with(_ faults: String..., body: (Client) async throws -> Void) async throws {
        try await withClient(SimulatorConfiguration(buildTime: .zero, faults: try faults.map(Fault.init)), body)
    }

    @Test(
        "what is kept otherwise than it was sent is so in the answer and in every read",
        arguments: [
            ("clamp-interval", ["aggregation_interval": 1], ["aggregation_interval": 5]),
            ("clamp-interval", ["aggregation_interval": 7], ["aggregation_interval": 7]),
            (
                "lower-host", ["storage_url": "https://Host.Example/v1/AUTH_x/Log/D"],
                ["storage_url": "https://host.example/v1/AUTH_x/Log/D"]
            ),
            ("decode-url", ["storage_url": "https://h/v1/AUTH_x/log/a%20b+c"], ["storage_url": "https://h/v1/AUTH_x/log/a b+c"]),
            ("squeeze-url", ["storage_url": "https://h/v1/AUTH_x/log//a///b/"], ["storage_url": "https://h/v1/AUTH_x/log/a/b"]),
            ("sort-columns", ["customized_field": "src_addr,bytes"], ["customized_field": "bytes,src_addr"]),
            ("raw-parquet", ["log_format": "PARQUET", "compression_type": "GZIP"], ["compression_type": "RAW"]),
            ("trim-text", ["name": " n  n ", "description": "\td \u{3000}"], ["name": "n  n", "description": "d"]),
            ("squeeze-text", ["name": " n  n ", "description": "d\n\td"], ["name": "n n", "description": "d d"]),
            ("drop-brackets", ["description": "one [two] three [four] [five"], ["description": "one  three  [five"]),
            ("drop-brackets,squeeze-text", ["description": "one [two] three [four]"], ["description": "one three"]),
        ] as [(String, JSONObject, JSONObject)]
    )
    func stored(_ forms: String, _ sent: JSONObject, _ kept: JSONObject) async throws {
        try await with("POST * stores=\(forms)") { client in
            let created = try await client.create(required.merging(sent) { $1 })
            #expect(created.status == 201)
            let shown = try await client.show(created.id).logger
            for (name, value) in kept {
                #expect(created.logger[name] == value)
                #expect(shown[name] == value)
            }
        }
    }

    @Test("an edit is kept otherwise from the call on that the count names")
    func edits() async throws {
        try await with("PUT * stores=drop-brackets n=2-") { client in
            let id = try await client.create(request(["description": "[mark]"])).id
            #expect(try await client.edit(id, ["name": "a", "description": "text [mark]"]).logger["description"] == "text [mark]")
            #expect(try await client.edit(id, ["name": "a", "description": "text [mark]"]).logger["description"] == "text")
            #expect(try await client.edit(id, ["name": "b"]).logger["description"] == "text")
        }
    }

    @Test(
        "success without a body takes effect, with the status that the service or the fault gives", arguments: [("", 201), ("=204", 204)])
    func noBody(_ argument: String, _ status: Int) async throws {
        try await with("* */flowlog-loggers* no-body\(argument) n=2") { client in
            let created = try await client.create(required)
            #expect(created.status == status && created.text.isEmpty)
            #expect(try await client.create([:]).status == 400, "an error keeps its body")
            #expect(try await client.list().loggers.count == 1)
        }
    }

    @Test("ids in upper case are the same ids in paths and filters")
    func upperIDs() async throws {
        try await with("* * ids=upper") { client in
            let created = try await client.create(required)
            #expect(created.id == created.id.uppercased() && created.logger["resource_id"] == .string(portID.uppercased()))
            #expect(created.logger["project_id"] == "tenant-a")
            #expect(try await client.show(created.id).id == created.id)
            #expect(try await client.edit(created.id, ["name": "new"]).logger["name"] == "new")
            #expect(try await client.list("?id=\(created.id)").loggers.map { $0["id"] } == [.string(created.id)])
            let port = try #require(try await client.listPorts("?logger_id=\(created.id)").ports.first)
            #expect(port["logger_id"] == .string(created.id) && port["port_id"] == .string(portID.uppercased()))
            #expect(try await client.call("GET", "/v2.0/flowlog-logging-ports/\(port["id"]?.string ?? "")").status == 200)
            #expect(try await client.delete(created.id).status == 204)
            #expect(try await client.show(created.id.lowercased()).status == 404)
        }
    }

    @Test(
        "ids of projects are written otherwise than the login does",
        arguments: [
            ("upper-project", "0123456789ABCDEF0123456789ABCDEF"), ("dashed-project", "01234567-89ab-cdef-0123-456789abcdef"),
            ("dashed-project,upper-project", "01234567-89AB-CDEF-0123-456789ABCDEF"),
        ]
    )
    func projectIDs(_ form: String, _ id: String) async throws {
        try await with("* * ids=\(form)") { client in
            let client = try await client.loggedIn(tenant: "0123456789abcdef0123456789abcdef")
            let created = try await client.create(required)
            #expect(created.id == created.id.lowercased())
            for object in [created.logger, try await client.list().loggers.first, try await client.listPorts().ports.first] {
                #expect(object?["project_id"] == .string(id) && object?["tenant_id"] == .string(id))
            }
        }
    }

    @Test("odd loggers lack a field or have null in it, in lists and by themselves; the others are whole")
    func odd() async throws {
        try await with("GET * lacks=filter,id", "GET * nulls=storage_url") { client in
            let id = try await client.create(request(["name": "an odd one"])).id
            _ = try await client.create(required)
            let rows = try await client.list().loggers
            let odd = try #require(rows.first { $0["name"] == "an odd one" })
            #expect(odd["filter"] == nil && odd["id"] == nil && odd["storage_url"] == .null)
            #expect(try await client.show(id).logger == odd)
            #expect(guideLoggerFields.isSubset(of: try #require(rows.first { $0["name"] == "web" }).filter { $0.value != .null }.keys))
        }
    }
}
