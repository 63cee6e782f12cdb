import Testing

@testable import FlowLogSimulator

@Suite("Creating")
struct CreateTests {
    @Test("fields left out get the guide's defaults, or the server's choice")
    func defaults() async throws {
        try await withClient { client in
            let logger = try await client.create(required).logger
            let expected: JSONObject = [
                "description": "", "admin_state_up": true, "resource_type": "PORT", "filter": "ALL", "aggregation_interval": 10,
                "connection_setup_only": false, "log_format": "CSV", "compression_type": "RAW", "partition_period": "DAY",
            ]
            for (name, value) in expected { #expect(logger[name] == value, "\(name)") }
            #expect(logger["customized_field"]?.string?.contains(",tcp_flag,") == true)
            #expect(logger["customized_file_name"]?.string?.contains("#{logger_id}") == true)
        }
    }

    @Test("a required field left out is a 400 that names it", arguments: ["name", "resource_id", "storage_type", "storage_url"])
    func missing(_ field: String) async throws {
        try await withClient { client in
            let reply = try await client.create(request([field: nil]))
            #expect(reply.status == 400)
            #expect(reply.error?.message == "Failed to parse request. Required attribute '\(field)' not specified")
            #expect(try await client.list().loggers.isEmpty)
        }
    }

    @Test(
        "a wrong value is a 400 that names the field",
        arguments: [
            ("name", 7), ("name", .null), ("description", false), ("admin_state_up", "true"), ("admin_state_up", 1),
            ("admin_state_up", .null),
            ("connection_setup_only", "false"), ("aggregation_interval", "10"), ("aggregation_interval", 0), ("aggregation_interval", 16),
            ("aggregation_interval", -1), ("aggregation_interval", .double(1.5)), ("aggregation_interval", true),
            ("resource_type", "INSTANCE"), ("resource_type", "port"), ("filter", "REJECT"), ("filter", ["ALL"]),
            ("resource_id", "web"), ("resource_id", "5e1f0a5293a74a5e8d3b0c4f6a1b2c3d"),
            ("resource_id", "5e1f0a52-93a7-4a5e-8d3b-0c4f6a1b2c3g"),
            ("storage_type", "S3"), ("storage_type", true), ("log_format", "JSON"), ("compression_type", "ZSTD"),
            ("storage_url", "http://h/v1/AUTH_a/c/d"), ("storage_url", "https://h/v1/AUTH_a/c"), ("storage_url", "https://h/v1/AUTH_a/c/"),
            ("storage_url", "https://h/v1/a/c/d"), ("storage_url", "https://h/v1/AUTH_/c/d"), ("storage_url", "https://h/v2/AUTH_a/c/d"),
            ("storage_url", "https:///v1/AUTH_a/c/d"), ("storage_url", "https://h/v1/AUTH_a//d"),
            ("storage_url", "https://h/v1/AUTH_a/c/d e"),
            ("partition_period", "WEEK"), ("partition_period", "hour"), ("partition_period", "#{minute}"), ("partition_period", "#{year"),
            ("partition_period", "#{year} #{month}"), ("partition_period", ""),
            ("customized_field", ["src_addr"]), ("customized_field", ""), ("customized_field", "src_addr,,dst_addr"),
            ("customized_file_name", "#{logger_id}"),
            ("customized_file_name", "#{logger_id}#{year}#{month}#{day}#{hour}#{minute}#{second}#{second}"),
        ] as [(String, JSONValue)]
    )
    func wrongValue(_ field: String, _ value: JSONValue) async throws {
        try await withClient { client in
            let reply = try await client.create(request([field: value]))
            #expect(reply.status == 400)
            #expect(reply.error?.type == "HTTPBadRequest")
            #expect(reply.error?.message.hasPrefix("Invalid input for \(field). Reason: ") == true)
            #expect(try await client.list().loggers.isEmpty)
        }
    }

    @Test(
        "a value at the edge of what is allowed is taken as it is",
        arguments: [
            ("aggregation_interval", 1), ("aggregation_interval", 15), ("resource_type", "VPC"), ("resource_type", "SUBNET"),
            ("filter", "ACCEPT"), ("filter", "DROP"), ("log_format", "PARQUET"), ("compression_type", "GZIP"),
            ("resource_id", "5E1F0A52-93A7-4A5E-8D3B-0C4F6A1B2C3D"), ("storage_url", "https://h/v1/AUTH_a/c/d/"),
            ("storage_url", "https://h/v1/AUTH_a/c/d/e/#{x}"), ("partition_period", "HOUR"),
            ("partition_period", "year=#{year}/month=#{month}/day=#{day}"), ("customized_field", "src_addr, dst_addr,new_name"),
            ("customized_file_name", "f-#{year}#{month}#{day}-#{hour}#{minute}#{second}-#{logger_id}"),
            ("description", .string(String(repeating: "기", count: 255))), ("name", .string(String(repeating: "e\u{301}", count: 127))),
            ("name", ""), ("customized_field", "timestamp_start"),
        ] as [(String, JSONValue)]
    )
    func edgeValue(_ field: String, _ value: JSONValue) async throws {
        try await withClient { client in
            let reply = try await client.create(request([field: value]))
            #expect(reply.status == 201)
            #expect(reply.logger[field]?.text.utf8.elementsEqual(value.text.utf8) == true)
        }
    }

    @Test("a name or description of more than 255 Unicode scalars is a 400", arguments: ["name", "description"])
    func tooLong(_ field: String) async throws {
        try await withClient { client in
            let reply = try await client.create(request([field: .string(String(repeating: "e\u{301}", count: 128))]))
            #expect(reply.status == 400)
            #expect(reply.error?.message.hasSuffix("exceeds maximum length of 255.") == true)
        }
    }

    @Test("an unknown attribute is a 400")
    func unknown() async throws {
        try await withClient { client in
            let reply = try await client.create(request(["fliter": "DROP", "another": 1]))
            #expect(reply.status == 400)
            #expect(reply.error?.message == "Unrecognized attribute(s) 'another, fliter'")
        }
    }

    @Test("an attribute of answers is a 400", arguments: ["id", "status", "error_type", "created_at", "updated_at"])
    func readOnly(_ field: String) async throws {
        try await withClient { client in
            let reply = try await client.create(request([field: "x"]))
            #expect(reply.status == 400)
            #expect(reply.error?.message == "Attribute '\(field)' not allowed in POST")
        }
    }

    @Test("the project may be named when it is the token's own", arguments: ["tenant_id", "project_id"])
    func project(_ field: String) async throws {
        try await withClient { client in
            let own = try await client.create(request([field: "tenant-a"]))
            let foreign = try await client.create(request([field: "tenant-b"]))
            #expect(own.logger["project_id"] == "tenant-a")
            #expect(foreign.status == 400)
        }
    }

    @Test(
        "a body that is no logger is a 400",
        arguments: ["", "{", "{}", "[]", "null", "1", #"{"flowlog_logger":[]}"#, #"{"flowlog_loggers":[]}"#, "\u{0}"]
    )
    func noLogger(_ body: String) async throws {
        try await withClient { client in
            for (method, path) in [("POST", "/v2.0/flowlog-loggers"), ("PUT", "/v2.0/flowlog-loggers/x")] {
                let reply = try await client.call(method, path, bytes: Array(body.utf8))
                #expect(reply.status == 400)
                #expect(reply.error != nil)
            }
        }
    }

    @Test("two loggers may have the same name and target")
    func duplicates() async throws {
        try await withClient { client in
            let first = try await client.create(required)
            let second = try await client.create(required)
            #expect(second.status == 201)
            #expect(first.id != second.id)
        }
    }
}
