import FlowLogAPI
import FlowLogApply
import FlowLogModel
import FoundationEssentials
import Testing

@Suite("The seven calls of the guide")
struct LoggerCallTests {
    @Test("list gives every logger with all of its fields")
    func list() async throws {
        let second = loggerJSON([
            "id": "\"\(otherID)\"", "name": "\"second\"", "filter": "\"DROP\"", "partition_period": "\"HOUR\"",
            "aggregation_interval": "1",
            "description": #""edge [flowlogctl:prod/second protected]""#, "status": "\"ERROR\"",
            "error_type": "\"OBSConfigurationError\"", "customized_file_name": "\"#{logger_id}\"", "brand_new": "{\"x\": [1, null]}",
        ])
        try await ScriptedServer.run({ _, _ in .json(listJSON([loggerJSON(), second])) }) { server in
            try await withClient(server.url) { client in
                let loggers = try await client.list()
                #expect(loggers.map(\.id) == [sampleID, otherID])
                let first = try #require(loggers.first)
                #expect(first.fields[.name] == .string("web"))
                #expect(first.fields[.description] == .string(""))
                #expect(first.fields[.adminStateUp] == .boolean(true))
                #expect(first.fields[.resourceType] == .string("PORT"))
                #expect(first.fields[.resourceID] == .string("045e204c-4624-4b68-ac8a-7375989d3b79"))
                #expect(first.fields[.filter] == .string("ALL"))
                #expect(first.fields[.aggregationInterval] == .integer(10))
                #expect(first.fields[.connectionSetupOnly] == .boolean(false))
                #expect(first.fields[.storageType] == .string("OBS"))
                #expect(first.fields[.storageURL] == .string(sampleStorage))
                #expect(first.fields[.logFormat] == .string("CSV"))
                #expect(first.fields[.compressionType] == .string("RAW"))
                #expect(first.fields[.customizedField] == .string(sampleColumns))
                #expect(first.fields[.partitionPeriod] == .string("DAY"))
                #expect(first.fields[.customizedFileName] == nil)
                #expect(first.status == .active)
                #expect(first.projectID?.text == sampleProject)
                #expect(first.createdAt == "2024-08-04 05:22:57")
                #expect(first.ownership == .unmarked)
                let last = try #require(loggers.last)
                #expect(last.ownership == .owned(OwnerMark(stack: "prod", key: "second", isProtected: true)))
                #expect(last.fields[.description] == .string("edge"))
                #expect(last.fields[.customizedFileName] == .string("#{logger_id}"))
                #expect(last.status == .error)
                #expect(last.errorType == "OBSConfigurationError")
            }
            #expect(server.requests.map(\.call) == ["GET /v2.0/flowlog-loggers"])
            #expect(server.requests.first?.headers["x-auth-token"] == sampleToken)
            #expect(server.requests.first?.headers["user-agent"] == "flowlogctl/1.2.3")
        }
    }

    @Test("show gives one logger")
    func show() async throws {
        let logger = loggerJSON(["status": "\"BRAND_NEW\"", "error_type": "null", "description": "null", "customized_field": ""])
        try await ScriptedServer.run({ _, _ in .json(#"{"flowlog_logger": \#(logger)}"#) }) { server in
            try await withClient(server.url) { client in
                let logger = try await client.show(sampleID)
                #expect(logger.status == LoggerStatus(rawValue: "BRAND_NEW"))
                #expect(logger.errorType.isEmpty)
                #expect(logger.fields[.description] == .string(""))
                #expect(logger.fields[.customizedField] == nil)
            }
            #expect(server.requests.map(\.call) == ["GET /v2.0/flowlog-loggers/\(sampleID)"])
        }
    }

    @Test("create sends the fields that are present, in the API's types, and takes any 2xx")
    func create() async throws {
        let answer = Reply.json(#"{"flowlog_logger": \#(loggerJSON(["status": "\"BUILD\""]))}"#, status: 202)
        try await ScriptedServer.run({ _, _ in answer }) { server in
            var fields = LoggerFields()
            fields[.name] = .string("web")
            fields[.description] = .string("웹 \"q\" [flowlogctl:prod/web]")
            fields[.resourceID] = .string("045e204c-4624-4b68-ac8a-7375989d3b79")
            fields[.aggregationInterval] = .integer(1)
            fields[.connectionSetupOnly] = .boolean(false)
            fields[.storageURL] = .string("https://a.example.com/v1/AUTH_1/c/d")
            try await withClient(server.url) { client in
                let logger = try await client.create(fields)
                #expect(logger?.status == .build)
            }
            let request = try #require(server.requests.first)
            #expect(request.call == "POST /v2.0/flowlog-loggers")
            #expect(request.headers["content-type"] == "application/json")
            #expect(
                request.body
                    == #"{"flowlog_logger":{"aggregation_interval":1,"connection_setup_only":false,"#
                    + #""description":"웹 \"q\" [flowlogctl:prod/web]","name":"web","#
                    + #""resource_id":"045e204c-4624-4b68-ac8a-7375989d3b79","storage_url":"https://a.example.com/v1/AUTH_1/c/d"}}"#)
        }
    }

    @Test("edit sends exactly name, description and admin_state_up")
    func edit() async throws {
        let answer = loggerJSON([
            "status": "\"INACTIVE\"", "admin_state_up": "false", "updated_at": "\"2024-08-04 05:27:35.226363\"", "name": "\"new\"",
        ])
        try await ScriptedServer.run({ _, _ in .json(#"{"flowlog_logger": \#(answer)}"#) }) { server in
            try await withClient(server.url) { client in
                let logger = try await client.edit(sampleID, LoggerEdit(name: "new", description: "", adminStateUp: false))
                #expect(logger?.status == .inactive)
                #expect(logger?.fields.isEnabled == false)
            }
            #expect(server.requests.map(\.call) == ["PUT /v2.0/flowlog-loggers/\(sampleID)"])
            #expect(server.requests.first?.body == #"{"flowlog_logger":{"admin_state_up":false,"description":"","name":"new"}}"#)
        }
    }

    @Test(
        "a write that was taken, and whose answer has no logger in it, is sent once and is no error",
        arguments: [
            Reply.text("", status: 204), .text("", status: 200), .text(" \r\n", status: 202), .json("{}"), .json("null"), .json("[]"),
            .json(#"{"flowlog_logger": null}"#), .json(#"{"flowlog_logger": {"id": "only"}}"#, status: 202),
            .json(loggerJSON(), status: 201),
        ])
    func withoutLogger(reply: Reply) async throws {
        try await ScriptedServer.run({ _, _ in reply }) { server in
            try await withClient(server.url) { client in
                let edited = try await client.edit(sampleID, LoggerEdit(name: "a", description: "", adminStateUp: true))
                let created = try await client.create(LoggerFields())
                #expect(edited == nil && created == nil)
            }
            #expect(server.requests.map(\.method) == ["PUT", "POST"])
        }
    }

    @Test("delete takes any 2xx and ignores what the answer says", arguments: [204, 200, 202])
    func delete(status: Int) async throws {
        try await ScriptedServer.run({ _, _ in .text(status == 204 ? "" : "gone <", status: status) }) { server in
            try await withClient(server.url) { client in try await client.delete(sampleID) }
            #expect(server.requests.map(\.call) == ["DELETE /v2.0/flowlog-loggers/\(sampleID)"])
        }
    }

    @Test("ports are listed and shown with their fields as stored")
    func ports() async throws {
        let ports = [portJSON(id: "p1", loggerID: otherID), portJSON(id: "p2", loggerID: sampleID)]
        try await ScriptedServer.run({ request, _ in
            request.uri.hasSuffix("/p2")
                ? .json(#"{"flowlog_logging_port": \#(ports[1])}"#)
                : .json(#"{"flowlog_logging_ports": [\#(ports.joined(separator: ","))]}"#)
        }) { server in
            try await withClient(server.url) { client in
                let all = try await client.listPorts()
                #expect(all.map { $0["id"]?.string } == ["p1", "p2"])
                #expect(all.first?.count == 8)
                #expect(try await client.listPorts(filters: ["logger_id": sampleID]).map { $0["id"]?.string } == ["p2"])
                #expect(try await client.showPort("p2")["logger_id"]?.string == sampleID)
            }
            #expect(
                server.requests.map(\.uri) == [
                    "/v2.0/flowlog-logging-ports", "/v2.0/flowlog-logging-ports?logger_id=\(sampleID)",
                    "/v2.0/flowlog-logging-ports/p2",
                ])
        }
    }

    @Test("a logger is shown with all fields as stored, unknown ones too")
    func storedLogger() async throws {
        let logger = loggerJSON(["brand_new": #"{"x": [1, 2.5, null, true, "y"]}"#])
        try await ScriptedServer.run({ _, _ in .json(#"{"flowlog_logger": \#(logger)}"#) }) { server in
            try await withClient(server.url) { client in
                let stored = try await client.showLogger(sampleID)
                #expect(
                    stored["brand_new"]
                        == .object(["x": .array([.integer(1), .number(2.5), .null, .boolean(true), .string("y")])]))
                let text = try #require(stored["brand_new"]).text
                #expect(text == #"{"x":[1,2.5,null,true,"y"]}"#)
            }
        }
    }

    @Test("ids are percent-encoded in paths")
    func encodedIDs() async throws {
        try await ScriptedServer.run({ _, _ in .json("{}", status: 404) }) { server in
            try await withClient(server.url) { client in
                for id in ["a/../b?c=d#e", "웹", "", "..", "."] {
                    let error = await #expect(throws: ControlPlaneError.self) { try await client.delete(id) }
                    #expect(error?.kind == .notFound)
                }
            }
            #expect(server.requests.map(\.uri) == ["/v2.0/flowlog-loggers/a%2F..%2Fb%3Fc%3Dd%23e", "/v2.0/flowlog-loggers/%EC%9B%B9"])
        }
    }

    @Test("an endpoint with a path, slashes or /v2.0 leads to the same calls", arguments: ["", "/", "/v2.0", "/v2.0/", "//"])
    func endpointForms(suffix: String) async throws {
        try await ScriptedServer.run({ _, _ in .json(listJSON([])) }) { server in
            try await withClient(server.url + "/neutron" + suffix) { client in
                let loggers = try await client.list()
                #expect(loggers.isEmpty)
            }
            #expect(server.requests.map(\.uri) == ["/neutron/v2.0/flowlog-loggers"])
        }
    }
}
