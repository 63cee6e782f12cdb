import FlowLogAPI
import FlowLogApply
import FlowLogModel
import Testing

@Suite("Lists in several pages")
struct PagingTests {
    private static func logger(_ number: Int) -> String { loggerJSON(["id": "\"id-\(number)\""]) }

    @Test("next links are followed to an empty last page; of an internal host only the query is taken, and no logger comes twice")
    func pages() async throws {
        let internalHost = "http://10.0.0.7:9696/neutron/v2.0/flowlog-loggers"
        try await ScriptedServer.run({ request, _ in
            switch request.uri {
            case "/base/v2.0/flowlog-loggers":
                .json(listJSON([Self.logger(1), Self.logger(2)], next: "\(internalHost)?limit=2&marker=id-2"))
            case "/base/v2.0/flowlog-loggers?limit=2&marker=id-2":
                .json(listJSON([Self.logger(2), Self.logger(3)], next: "?limit=2&marker=%EC%9B%B9#top"))
            case "/base/v2.0/flowlog-loggers?limit=2&marker=%EC%9B%B9": .json(listJSON([]))
            default: .text("no such page", status: 500)
            }
        }) { server in
            try await withClient(server.url + "/base") { client in
                let loggers = try await client.list()
                #expect(loggers.map(\.id) == ["id-1", "id-2", "id-3"])
                let stored = try await client.listLoggers()
                #expect(stored.map { $0["id"]?.string } == ["id-1", "id-2", "id-3"])
            }
            #expect(server.requests.count == 6)
            #expect(server.requests.allSatisfy { $0.headers["x-auth-token"] == sampleToken })
        }
    }

    @Test("characters that a query must not have are encoded, not sent")
    func hostileQuery() async throws {
        try await ScriptedServer.run({ request, _ in
            request.uri.contains("?") ? .json(listJSON([])) : .json(listJSON([], next: #"x?marker=a b\r\nX-Evil: 1"#))
        }) { server in
            try await withClient(server.url) { client in _ = try await client.list() }
            #expect(server.requests.last?.uri == "/v2.0/flowlog-loggers?marker=a%20b%0D%0AX-Evil:%201")
            #expect(server.requests.last?.headers["x-evil"] == nil)
        }
    }

    @Test(
        "a link that leads nowhere or in a circle is an error, never a shorter list",
        arguments: [
            ("http://x/v2.0/flowlog-loggers", "without a query"), ("x?", "without a query"), ("", "without a query"),
            ("x?marker=1", "read before"),
        ])
    func badLinks(next: String, words: String) async throws {
        let error = try await listError(.json(listJSON([Self.logger(1)], next: next)))
        #expect(error?.kind == .invalidAnswer)
        #expect(error?.message.contains(words) == true)
    }

    @Test("a list whose next page is always a new one ends with an error, after 10,000 pages if a test does not say otherwise")
    func endless() async throws {
        var settings = settings()
        #expect(settings.pageLimit == 10_000)
        settings.pageLimit = 20
        let calls = Recorder<Int>()
        try await ScriptedServer.run({ _, _ in .json(listJSON([], next: "?m=\(calls.add(0))")) }) { server in
            try await withClient(server.url, settings) { client in
                let error = await #expect(throws: ControlPlaneError.self) { _ = try await client.list() }
                #expect(error?.kind == .invalidAnswer)
                #expect(error?.words == "the list has more than 20 pages, as if it had no end")
            }
            #expect(server.requests.count == 20)
        }
    }

    @Test("the pages of a list have one limit together, and a link has one too")
    func sizes() async throws {
        let page = listJSON([], next: "?m=1")
        let calls = Recorder<Int>()
        try await ScriptedServer.run({ _, _ in .json(listJSON([], next: "?m=\(calls.add(0))")) }) { server in
            try await withClient(server.url, settings(bodyLimit: page.utf8.count * 5)) { client in
                let error = await #expect(throws: ControlPlaneError.self) { _ = try await client.list() }
                #expect(error?.words == "the pages of the list are larger than \(page.utf8.count * 5) bytes together")
            }
            #expect(server.requests.count == 6)
        }
        let error = try await listError(.json(listJSON([], next: "?m=" + String(repeating: "x", count: 9000))))
        #expect(error?.words == "the answer has a 'next' link of more than 8192 bytes")
    }

    @Test("two pages that point at each other are a circle")
    func circle() async throws {
        try await ScriptedServer.run({ request, _ in .json(listJSON([], next: request.uri.hasSuffix("=1") ? "?m=2" : "?m=1")) }) { server in
            try await withClient(server.url) { client in
                let error = await #expect(throws: ControlPlaneError.self) { _ = try await client.list() }
                #expect(error?.kind == .invalidAnswer)
            }
            #expect(server.requests.count == 3)
        }
    }

    @Test(
        "links of another shape are errors; null links are none",
        arguments: [
            (#"{"rel": "next"}"#, "'flowlog_loggers_links' should be a list, is an object"),
            (#"[{"rel": "next"}]"#, "flowlog_loggers_links[0]: 'href' is missing"),
            (#"[{"rel": "next", "href": 5}]"#, "flowlog_loggers_links[0]: 'href' should be a string, is a number"),
            (#"["x"]"#, "flowlog_loggers_links[0] should be an object, is a string"),
            ("null", nil), ("[]", nil), (#"[{"rel": "self", "href": null}]"#, nil),
        ])
    func linkShapes(links: String, words: String?) async throws {
        let error = try await listError(.json(#"{"flowlog_loggers": [], "flowlog_loggers_links": \#(links)}"#))
        if let words {
            #expect(error?.kind == .invalidAnswer)
            #expect(error?.words.hasSuffix(words) == true, "\(error?.message ?? "")")
        } else {
            #expect(error == nil)
        }
    }
}
