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

    @Test(
        "each documented field must be there",
        arguments: [
            "name", "status", "resource_type", "resource_id", "filter", "aggregation_interval", "connection_setup_only", "storage_type",
            "storage_url", "log_format", "compression_type", "partition_period", "admin_state_up",
        ])
    func missing(field: String) async throws {
        let error = try await listError(.json(listJSON([loggerJSON(), loggerJSON([field: ""])])))
        #expect(error?.kind == .invalidAnswer)
        #expect(error?.words.hasSuffix("flowlog_loggers[1] (id \(sampleID)): '\(field)' is missing") == true, "\(error?.message ?? "")")
    }

    @Test(
        "a wrong type is an error that names logger, field and what is there",
        arguments: [
            ("filter", "5", "(id \(sampleID)): 'filter' should be a string, is a number"),
            ("storage_url", "true", "(id \(sampleID)): 'storage_url' should be a string, is a boolean"),
            ("name", "null", "(id \(sampleID)): 'name' should be a string, is null"),
            ("admin_state_up", "\"true\"", "(id \(sampleID)): 'admin_state_up' should be a boolean, is a string"),
            ("connection_setup_only", "0", "(id \(sampleID)): 'connection_setup_only' should be a boolean, is a number"),
            ("aggregation_interval", "\"10\"", "(id \(sampleID)): 'aggregation_interval' should be an integer, is a string"),
            ("aggregation_interval", "1.5", "(id \(sampleID)): 'aggregation_interval' should be an integer, is a number"),
            ("description", "[]", "(id \(sampleID)): 'description' should be a string, is a list"),
            ("customized_field", "{}", "(id \(sampleID)): 'customized_field' should be a string, is an object"),
            ("error_type", "1", "(id \(sampleID)): 'error_type' should be a string, is a number"),
            ("project_id", "1", "(id \(sampleID)): 'project_id' should be a string, is a number"),
            ("status", "{}", "(id \(sampleID)): 'status' should be a string, is an object"),
            ("id", "4", ": 'id' should be a string, is a number"),
            ("id", "\"\"", "(id ): 'id' is empty"),
        ])
    func wrongType(field: String, value: String, words: String) async throws {
        let error = try await listError(.json(listJSON([loggerJSON(), loggerJSON(), loggerJSON([field: value])])))
        #expect(error?.kind == .invalidAnswer)
        #expect(error?.message.contains("flowlog_loggers[2]") == true)
        #expect(error?.words.hasSuffix(words) == true, "\(error?.message ?? "")")
    }

    @Test("an id without end does not make a message without end")
    func longID() async throws {
        let id = "\"" + String(repeating: "x\u{301}", count: 100_000) + "\""
        let error = try await listError(.json(listJSON([loggerJSON(["id": id, "filter": "1"])])))
        #expect(error?.words.hasSuffix("): 'filter' should be a string, is a number") == true)
        #expect(error?.message.utf8.count ?? 0 < 600)
    }

    @Test("what nobody needs may be missing or odd: times, tenant, error type, unknown fields")
    func tolerance() async throws {
        let odd = loggerJSON([
            "created_at": "7", "updated_at": "[]", "tenant_id": "", "project_id": "null", "error_type": "", "description": "",
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

    @Test("one logger is checked as strictly as a list, in the answers to show, create and edit")
    func single() async throws {
        let bodies = [
            ("{}", "'flowlog_logger' is missing"), (#"{"flowlog_logger": []}"#, "flowlog_logger should be an object, is a list"),
            (#"{"flowlog_logger": \#(loggerJSON(["filter": "1"]))}"#, "'filter' should be a string, is a number"),
        ]
        for (body, words) in bodies {
            try await ScriptedServer.run({ _, _ in .json(body) }) { server in
                try await withClient(server.url) { client in
                    let errors = [
                        await #expect(throws: ControlPlaneError.self) { _ = try await client.show("x") },
                        await #expect(throws: ControlPlaneError.self) { _ = try await client.create(.init()) },
                        await #expect(throws: ControlPlaneError.self) {
                            _ = try await client.edit("x", LoggerEdit(name: "", description: "", adminStateUp: true))
                        },
                    ]
                    for error in errors {
                        #expect(error?.kind == .invalidAnswer)
                        #expect(error?.words.hasSuffix(words) == true, "\(error?.message ?? "")")
                    }
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
