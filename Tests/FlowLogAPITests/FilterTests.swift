import FlowLogAPI
import Testing

@Suite("List filters")
struct FilterTests {
    private static let loggers = listJSON([
        loggerJSON(), loggerJSON(["id": "\"\(otherID)\"", "name": "\"a b&c=d\"", "filter": "\"DROP\"", "aggregation_interval": "1"]),
    ])

    @Test(
        "each is sent under the API's name and checked again, because a server may ignore it",
        arguments: [
            (["partition_period": "day"], "partitioned_period=DAY", 2),
            (["partition_period": "HOUR"], "partitioned_period=HOUR", 0),
            (["filter": "drop"], "filter=DROP", 1),
            (["aggregation_interval": "10"], "aggregation_interval=10", 1),
            (["name": "a b&c=d"], "name=a%20b%26c%3Dd", 1),
            (["name": "WEB"], "name=WEB", 0),
            (["id": sampleID.uppercased()], "id=\(sampleID)", 1),
            (["status": "active", "name": "web"], "name=web&status=ACTIVE", 1),
            (["resource_id": otherID], "resource_id=\(otherID)", 0),
            (["customized_file_name": "x"], "customized_file_name=x", 0),
        ])
    func filters(filters: [String: String], query: String, count: Int) async throws {
        try await ScriptedServer.run({ _, _ in .json(Self.loggers) }) { server in
            try await withClient(server.url) { client in
                let loggers = try await client.listLoggers(filters: filters)
                #expect(loggers.count == count)
            }
            #expect(server.requests.map(\.uri) == ["/v2.0/flowlog-loggers?\(query)"])
        }
    }
}
