import FoundationEssentials
import Testing

@testable import FlowLogSimulator

@Suite("Filters and paging")
struct ListTests {
    private func names(_ reply: Reply) -> [String] { reply.loggers.compactMap { $0["name"]?.string }.sorted() }

    @Test("every filter of the API narrows the list to what matches")
    func filters() async throws {
        try await withClient { client in
            let plain = try await client.create(required)
            let other = try await client.create(
                request([
                    "name": "다른 logger", "resource_type": "VPC", "resource_id": "6e1f0a52-93a7-4a5e-8d3b-0c4f6a1b2c3d", "filter": "DROP",
                    "aggregation_interval": 5, "log_format": "PARQUET", "compression_type": "GZIP", "partition_period": "HOUR",
                    "customized_file_name": "#{year}#{month}#{day}#{hour}#{minute}#{second}#{logger_id}", "admin_state_up": false,
                ])
            )
            client.simulator.clock.advance(by: .seconds(5))
            let shown = try await client.show(other.id).logger
            for (query, field) in Filters.loggers where field != "storage_type" {
                let value = try #require(shown[field]).text
                let reply = try await client.list("?" + Query("").setting([(query, value)]).encoded)
                #expect(reply.loggers.map { $0["id"] } == [.string(other.id)], "\(query)")
            }
            #expect(try await client.list("?storage_type=OBS").loggers.count == 2)
            #expect(try await client.list("?storage_type=S3").loggers.isEmpty)
            #expect(try await client.list("?filter=ALL&name=web").loggers.map { $0["id"] } == [.string(plain.id)])
            #expect(try await client.list("?filter=ALL&name=%EB%8B%A4%EB%A5%B8+logger").loggers.isEmpty)
            #expect(Filters.loggers.count == 12)
        }
    }

    @Test("an unknown filter is ignored, and so is an empty one", arguments: ["partition_period=HOUR", "colour=red", "name=", "name"])
    func unknownFilters(_ query: String) async throws {
        try await withClient { client in
            _ = try await client.create(required)
            #expect(try await client.list("?\(query)").loggers.count == 1)
        }
    }

    @Test("a filter given twice takes either value")
    func repeatedFilters() async throws {
        try await withClient { client in
            for name in ["a", "b", "c"] { _ = try await client.create(request(["name": .string(name)])) }
            #expect(names(try await client.list("?name=a&name=c")) == ["a", "c"])
        }
    }

    @Test("names are compared by their bytes, not by how they look")
    func canonicalEquivalence() async throws {
        try await withClient { client in
            _ = try await client.create(request(["name": "e\u{301}"]))
            #expect(try await client.list("?name=%C3%A9").loggers.isEmpty)
            #expect(try await client.list("?name=e%CC%81").loggers.count == 1)
        }
    }

    @Test("logging ports are filtered by id, logger, port and network")
    func portFilters() async throws {
        try await withClient(SimulatorConfiguration(buildTime: .zero)) { client in
            _ = try await client.create(required)
            _ = try await client.create(request(["resource_id": "6e1f0a52-93a7-4a5e-8d3b-0c4f6a1b2c3d"]))
            for port in try await client.listPorts().ports {
                for field in ["id", "logger_id", "port_id", "network_id"] {
                    let reply = try await client.listPorts("?\(field)=\(port[field]?.string ?? "")")
                    #expect(reply.ports == [port], "\(field)")
                }
            }
            #expect(try await client.listPorts("?logger_id=x").ports.isEmpty)
            #expect(try await client.listPorts("?device_id=x").ports.count == 2)
        }
    }

    /// Follows next links by their query alone.
    private func pages(_ client: Client, _ collection: String, _ query: String) async throws -> [[JSONObject]] {
        var pages: [[JSONObject]] = []
        var query: String? = query
        while let present = query, pages.count < 100 {
            let reply = try await client.call("GET", "/v2.0/\(collection.replacing("_", with: "-"))\(present)")
            #expect(reply.status == 200)
            pages.append(reply.list(collection))
            let next = reply.list("\(collection)_links").first { $0["rel"] == "next" }?["href"]?.string
            #expect(next?.hasPrefix("http://internal.invalid:9696/v2.0/") != false)
            query = next.flatMap { href in href.firstIndex(of: "?").map { String(href[$0...]) } }
        }
        return pages
    }

    @Test("a capped list has next links that lead through everything, to an empty page when the last one is full")
    func cappedList() async throws {
        try await withClient(SimulatorConfiguration(buildTime: .zero, pageLimit: 2)) { client in
            for name in ["a", "b", "c", "d", "e"] { _ = try await client.create(request(["name": .string(name)])) }
            let odd = try await pages(client, "flowlog_loggers", "")
            #expect(odd.map(\.count) == [2, 2, 1])
            #expect(Set(odd.joined().compactMap { $0["name"]?.string }).count == 5)
            #expect(try await pages(client, "flowlog_logging_ports", "").map(\.count) == [2, 2, 1])

            _ = try await client.create(request(["name": "f"]))
            #expect(try await pages(client, "flowlog_loggers", "").map(\.count) == [2, 2, 2, 0])
            #expect(try await pages(client, "flowlog_loggers", "?limit=1").count == 7)
            #expect(try await pages(client, "flowlog_loggers", "?limit=100").map(\.count) == [2, 2, 2, 0])
        }
    }

    @Test("next links keep the filters, and only matches are counted")
    func filteredPages() async throws {
        try await withClient { client in
            for index in 0..<6 { _ = try await client.create(request(["name": index.isMultiple(of: 2) ? "두 번" : "odd"])) }
            let pages = try await pages(client, "flowlog_loggers", "?limit=2&name=%EB%91%90%20%EB%B2%88")
            #expect(pages.map(\.count) == [2, 1])
            #expect(pages.joined().allSatisfy { $0["name"] == "두 번" })
        }
    }

    @Test("a previous link leads back to the page before")
    func previousPage() async throws {
        try await withClient { client in
            for _ in 0..<5 { _ = try await client.create(required) }
            let all = try await client.list().loggers
            let second = try await client.list("?limit=2&marker=\(all[1]["id"]?.string ?? "")")
            #expect(second.loggers == Array(all[2...3]))
            let href = second.list("flowlog_loggers_links").first { $0["rel"] == "previous" }?["href"]?.string
            let query = try #require(href?.split(separator: "?").last)
            #expect(try await client.list("?\(query)").loggers == Array(all[0...1]))
        }
    }

    @Test("without a limit and a cap everything comes in one answer without links")
    func noLimit() async throws {
        try await withClient { client in
            for _ in 0..<3 { _ = try await client.create(required) }
            for query in ["", "?limit=0"] {
                let reply = try await client.list(query)
                #expect(reply.loggers.count == 3)
                #expect(reply.json.object?.count == 1)
            }
        }
    }

    @Test("a limit that is no number is a 400, a marker that is gone a 404")
    func badPaging() async throws {
        try await withClient { client in
            _ = try await client.create(required)
            for query in ["?limit=x", "?limit=-1"] { #expect(try await client.list(query).status == 400) }
            #expect(try await client.list("?limit=1&marker=gone").error?.type == "LoggerNotFound")
        }
    }
}
