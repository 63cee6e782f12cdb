import FlowLogAPI
import FlowLogApply
import FlowLogModel
import Testing

@Suite("Answers that are not what the guide says")
struct AnswerCheckTests {
    @Test(
        "a list that is none is an error, never an empty list",
        arguments: [
            ("", "it is empty"), ("sign in", "it is not JSON (content type application/json)"),
            (
                " <html><title>Sign in</title>to WiFi</html>",
                "it is a web page (Sign in to WiFi), so not the API answered, but a gateway, a proxy or a login page: check the URL, and the way to it"
            ),
            (#"{"flowlog_loggers": ["#, "it is not JSON (content type application/json)"),
            ("[]", "it should be an object, is a list"),
            ("null", "it should be an object, is null"),
            ("{}", "'flowlog_loggers' is missing"),
            (#"{"flowlog_loggers": null}"#, "'flowlog_loggers' should be a list, is null"),
            (#"{"flowlog_loggers": {}}"#, "'flowlog_loggers' should be a list, is an object"),
            (#"{"flowlog_loggers": [7]}"#, "flowlog_loggers[0] should be an object, is a number"),
            (#"{"flowlog_loggers": [null]}"#, "flowlog_loggers[0] should be an object, is null"),
        ])
    func lists(body: String, words: String) async throws {
        let error = try await listError(.json(body, requestID: "req-7"))
        #expect(error?.kind == .invalidAnswer)
        #expect(error?.words == "the answer is not what the API documents: \(words)")
        #expect(error?.requestID == "req-7")
    }

    private static let documented = [
        "name", "status", "resource_type", "resource_id", "filter", "aggregation_interval", "connection_setup_only", "storage_type",
        "storage_url", "log_format", "compression_type", "partition_period", "admin_state_up",
    ]

    @Test("a list in which a logger has no id is no list", arguments: ["", "4", "null", "\"\""])
    func noID(value: String) async throws {
        let error = try await listError(.json(listJSON([loggerJSON(), loggerJSON(["id": value])])))
        #expect(error?.kind == .invalidAnswer)
        #expect(error?.message.contains("flowlog_loggers[1]") == true, "\(error?.message ?? "")")
    }

    @Test("what else a logger of a list lacks is noted, and the others are read", arguments: Self.documented)
    func missing(field: String) async throws {
        let loggers = try await listed([[:], [field: ""]])
        try #require(loggers.count == 2)
        #expect(loggers.map(\.oddFields) == [[], [OddField(name: field, expected: loggers[1].oddFields[0].expected, value: nil)]])
        #expect(loggers[1].oddFields.map(\.text) == ["'\(field)' is missing"])
    }

    @Test(
        "so is what it has otherwise than documented",
        arguments: [
            ("filter", "5", "'filter' should be a string, is a number"), ("name", "null", "'name' should be a string, is null"),
            ("admin_state_up", "\"true\"", "'admin_state_up' should be a boolean, is a string"),
            ("connection_setup_only", "0", "'connection_setup_only' should be a boolean, is a number"),
            ("aggregation_interval", "\"10\"", "'aggregation_interval' should be an integer, is a string"),
            ("aggregation_interval", "1.5", "'aggregation_interval' should be an integer, is a number"),
            ("description", "[]", "'description' should be a string, is a list"),
            ("customized_field", "{}", "'customized_field' should be a string, is an object"),
            ("status", "{}", "'status' should be a string, is an object"),
        ])
    func wrongType(field: String, value: String, words: String) async throws {
        let logger = try #require(try await listed([[field: value]]).first)
        #expect(logger.oddFields.map(\.text) == [words])
        if let field = LoggerField(apiName: field) { #expect(logger.fields[field] == nil) }
    }

    @Test("a project is known if either of its two names says it")
    func project() async throws {
        let loggers = try await listed([
            ["project_id": "1", "tenant_id": "\"p\""], ["project_id": "1", "tenant_id": ""], ["project_id": "null", "tenant_id": "{}"],
        ])
        #expect(loggers.map(\.projectID) == ["p", nil, nil])
        #expect(loggers.map { $0.oddFields.map(\.name) } == [[], ["project_id"], ["tenant_id"]])
    }

    @Test("a document that came whole and is odd is not asked for again; one that is no JSON is")
    func again() async throws {
        for (body, calls) in [(#"{"flowlog_loggers": [{"name": "x"}]}"#, 1), ("<html>", 6)] {
            try await ScriptedServer.run({ _, _ in .json(body) }) { server in
                try await withClient(server.url) { client in
                    await #expect(throws: ControlPlaneError.self) { _ = try await client.list() }
                }
                #expect(server.requests.count == calls)
            }
        }
    }

    /// What a list is read as.
    /// - Parameter changes: how each logger differs from the sample, with an id of its own.
    private func listed(_ changes: [[String: String]]) async throws -> [LiveLogger] {
        let loggers = changes.enumerated().map { loggerJSON($1.merging(["id": "\"id-\($0)\""]) { own, _ in own }) }
        var listed: [LiveLogger] = []
        try await ScriptedServer.run({ _, _ in .json(listJSON(loggers)) }) { server in
            try await withClient(server.url) { client in listed = try await client.list() }
        }
        return listed
    }

    @Test("an id without end does not make a message without end")
    func longID() async throws {
        let id = "\"" + String(repeating: "x\u{301}", count: 100_000) + "\""
        let body = #"{"flowlog_logger": \#(loggerJSON(["id": id, "filter": "1"]))}"#
        try await ScriptedServer.run({ _, _ in .json(body) }) { server in
            try await withClient(server.url) { client in
                let error = await #expect(throws: ControlPlaneError.self) { _ = try await client.show("x") }
                #expect(error?.words.hasSuffix("): 'filter' should be a string, is a number") == true)
                #expect(error?.message.utf8.count ?? 0 < 600)
            }
        }
    }

    @Test("what nobody needs may be missing or odd: times, tenant, error type, unknown fields")
    func tolerance() async throws {
        let odd = loggerJSON([
            "created_at": "7", "updated_at": "[]", "tenant_id": "", "project_id": "null", "error_type": "7", "description": "",
            "customized_field": "null", "extra": "{\"deep\": [[[]]]}",
        ])
        try await ScriptedServer.run({ _, _ in .json(listJSON([odd])) }) { server in
            try await withClient(server.url) { client in
                let logger = try #require(try await client.list().first)
                #expect(logger.projectID == nil)
                #expect(logger.createdAt.isEmpty)
                #expect(logger.errorType.isEmpty)
                #expect(logger.fields[.description] == .string(""))
            }
        }
    }

    @Test("one logger must be what the guide says; a write that was taken and is answered otherwise has no answer")
    func single() async throws {
        let bodies = [
            ("{}", "'flowlog_logger' is missing"), (#"{"flowlog_logger": []}"#, "flowlog_logger should be an object, is a list"),
            (#"{"flowlog_logger": \#(loggerJSON(["filter": "1"]))}"#, "'filter' should be a string, is a number"),
        ]
        for (body, words) in bodies {
            try await ScriptedServer.run({ _, _ in .json(body) }) { server in
                try await withClient(server.url) { client in
                    let error = await #expect(throws: ControlPlaneError.self) { _ = try await client.show("x") }
                    #expect(error?.kind == .invalidAnswer)
                    #expect(error?.words.hasSuffix(words) == true, "\(error?.message ?? "")")
                    let created = try? await client.create(.init())
                    let edited = try? await client.edit("x", LoggerEdit(name: "", description: "", adminStateUp: true))
                    #expect(created == .some(nil))
                    #expect(edited == .some(nil))
                }
            }
        }
    }

    @Test(
        "stored objects are checked too", arguments: [#"{"flowlog_logging_ports": 1}"#, #"{"flowlog_logging_ports": ["x"]}"#, "no", "{}"])
    func stored(body: String) async throws {
        try await ScriptedServer.run({ _, _ in .json(body) }) { server in
            try await withClient(server.url) { client in
                let error = await #expect(throws: ControlPlaneError.self) { _ = try await client.listPorts() }
                #expect(error?.kind == .invalidAnswer)
            }
        }
    }
}
