import FlowLogAPI
import FlowLogApply
import FlowLogModel
import Testing

@Suite("The list of instances")
struct InstanceListTests {
    private static let tokens = "/v2.0/tokens"
    private static let servers = "/v2/\(sampleProject)/servers"

    /// Runs `body` with the compute service of KR1, and a server that also answers logins.
    /// - Parameters:
    ///   - path: of the service in the catalog.
    ///   - answer: gets path and query below the service.
    private func withCompute(
        at path: String = "", _ settings: TransportSettings = settings(), answer: @escaping @Sendable (RecordedRequest) -> Reply,
        _ body: (ComputeClient) async throws -> Void
    ) async throws -> [RecordedRequest] {
        var requests: [RecordedRequest] = []
        try await ScriptedServer.run({ request, url in
            guard request.uri != Self.tokens else { return .json(tokenJSON(endpoints: [("KR1", url)], compute: [("KR1", url + path)])) }
            return answer(request)
        }) { server in
            try await withLogin(server.url, settings) { session in try await body(try await session.compute(region: "kr1")) }
            requests = server.requests.filter { $0.uri != Self.tokens }
        }
        return requests
    }

    private static func page(_ ids: some Sequence<Int>, next: String? = nil) -> Reply {
        let servers = ids.map { #"{"id": "i\#($0)", "name": "server-\#($0)", "links": []}"# }.joined(separator: ", ")
        let links = next.map { #", "servers_links": [{"rel": "next", "href": "\#($0)"}]"# } ?? ""
        return .json(#"{"servers": [\#(servers)]\#(links)}"#)
    }

    private static func ids(_ numbers: some Sequence<Int>) -> [String] { numbers.map { "i\($0)" } }

    @Test("an instance has an id, and a name if that is text")
    func decoding() async throws {
        let body = #"{"servers": [{"id": "a", "name": "웹 1"}, {"id": "b"}, {"id": "c", "name": 5}, {"id": "d", "name": null}]}"#
        _ = try await withCompute(answer: { $0.uri.contains("marker") ? Self.page([]) : .json(body) }) { compute in
            let instances = try await compute.instances()
            #expect(instances == [Instance(id: "a", name: "웹 1"), Instance(id: "b"), Instance(id: "c"), Instance(id: "d")])
        }
        _ = try await withCompute(answer: { _ in .json(#"{"servers": [{"id": "a"}, {"name": "b"}]}"#) }) { compute in
            let error = await #expect(throws: ControlPlaneError.self) { _ = try await compute.instances() }
            #expect(error?.kind == .invalidAnswer && error?.words.hasSuffix("servers[1]: 'id' is missing") == true)
        }
    }

    @Test(
        "what the catalog leaves out of '/v2/PROJECT' is added",
        arguments: [
            ("", "/v2/P"), ("/", "/v2/P"), ("/v2", "/v2/P"), ("/v2/", "/v2/P"), ("/v2/P", "/v2/P"), ("/v2/P/", "/v2/P"),
            ("/v2.1", "/v2.1/P"), ("/v2.1/P", "/v2.1/P"), ("/v2.1/P/", "/v2.1/P"), ("/v2/other", "/v2/other"), ("/nova", "/nova/v2/P"),
            ("/nova/v2.1/", "/nova/v2.1/P"), ("/v2/P/nova", "/v2/P/nova/v2/P"), ("/xv2/P", "/xv2/P/v2/P"),
        ])
    func url(path: String, base: String) async throws {
        func written(_ path: String) -> String {
            path.split(separator: "/", omittingEmptySubsequences: false).map { $0 == "P" ? sampleProject : String($0) }
                .joined(separator: "/")
        }
        let requests = try await withCompute(at: written(path), answer: { _ in Self.page([]) }) { compute in
            let instances = try await compute.instances()
            #expect(instances.isEmpty)
        }
        #expect(requests.map(\.call) == ["GET \(written(base))/servers?limit=1000"])
        #expect(requests.first?.headers["x-auth-token"] == "token-1")
    }

    @Test("a project that neither the catalog nor the login says is a configuration error")
    func noProject() async throws {
        try await ScriptedServer.run({ _, url in
            .json(tokenJSON(project: nil, endpoints: [("KR1", url)], compute: [("KR1", "\(url)/v2/"), ("KR2", "\(url)/v2/x")]))
        }) { server in
            let credentials = Credentials.password(
                authURL: try ServiceURL(server.url, setting: "x"), username: "me", password: Secret("p"), tenant: .name("prod"))
            try await withSession(credentials: credentials, endpoint: nil, settings: settings()) { session in
                let error = await #expect(throws: ConfigurationError.self) { _ = try await session.compute(region: "KR1") }
                #expect(error?.kind == .url && error?.message.contains("does not say the project") == true)
                _ = try await session.compute(region: "KR2")
            }
        }
    }

    @Test("pages are followed by their links, of which only the query counts, up to one that brings nothing new")
    func links() async throws {
        let requests = try await withCompute(answer: { request in
            switch request.uri {
            case "\(Self.servers)?limit=1000": Self.page(1...2, next: "http://10.0.0.9:8774/v2.1/x/servers?limit=2&marker=i2")
            case "\(Self.servers)?limit=2&marker=i2": Self.page(2...4, next: "http://nova/servers?limit=2&marker=i4")
            case "\(Self.servers)?limit=2&marker=i4": Self.page([])
            default: .text("no such page", status: 500)
            }
        }) { compute in
            let instances = try await compute.instances()
            #expect(instances.map(\.id) == Self.ids(1...4))
        }
        #expect(requests.count == 3)
    }

    @Test("without links, the next page is what comes after the last id, however small the pages are", arguments: [1, 2, 3, 100])
    func markers(size: Int) async throws {
        let requests = try await withCompute(answer: { request in
            let marker = request.uri.split(separator: "&marker=i").dropFirst().first.flatMap { Int($0) } ?? 0
            return Self.page((1...7).dropFirst(marker).prefix(size))
        }) { compute in
            let instances = try await compute.instances()
            #expect(instances.map(\.id) == Self.ids(1...7))
        }
        #expect(requests.count == (7 + size - 1) / size + 1)
        #expect(requests.dropFirst().first?.uri == "\(Self.servers)?limit=1000&marker=i\(min(size, 7))")
    }

    @Test("a server that ignores the marker, or repeats some ids, is read once and without a loop")
    func repeats() async throws {
        var requests = try await withCompute(answer: { _ in Self.page(1...3) }) { compute in
            let instances = try await compute.instances()
            #expect(instances.map(\.id) == Self.ids(1...3))
        }
        #expect(requests.map(\.uri) == ["\(Self.servers)?limit=1000", "\(Self.servers)?limit=1000&marker=i3"])

        requests = try await withCompute(answer: { _ in Self.page(1...3, next: "?limit=1000&marker=i3") }) { compute in
            let instances = try await compute.instances()
            #expect(instances.map(\.id) == Self.ids(1...3))
        }
        #expect(requests.count == 2)

        // The marker is the last id that is new, so that no page is asked for twice.
        requests = try await withCompute(answer: { request in
            switch request.uri {
            case "\(Self.servers)?limit=1000": Self.page([1, 2])
            case "\(Self.servers)?limit=1000&marker=i2": Self.page([3, 1])
            case "\(Self.servers)?limit=1000&marker=i3": Self.page([2, 4])
            case "\(Self.servers)?limit=1000&marker=i4": Self.page([4, 1, 2])
            default: .text("no such page", status: 500)
            }
        }) { compute in
            let instances = try await compute.instances()
            #expect(instances.map(\.id) == Self.ids([1, 2, 3, 4]))
        }
        #expect(requests.count == 4)
    }

    @Test("an id goes into the query encoded")
    func hostileID() async throws {
        let requests = try await withCompute(answer: { request in
            request.uri.contains("marker") ? Self.page([]) : .json(#"{"servers": [{"id": "a&limit=1 \u0000/웹"}]}"#)
        }) { compute in
            let instances = try await compute.instances()
            #expect(instances.count == 1)
        }
        #expect(requests.last?.uri == "\(Self.servers)?limit=1000&marker=a%26limit%3D1%20%00%2F%EC%9B%B9")
    }

    @Test("a list without an end is an error, and so are a link that leads back and one that leads nowhere")
    func endless() async throws {
        var short = settings()
        short.pageLimit = 20
        let calls = Recorder<Int>()
        let requests = try await withCompute(short, answer: { _ in Self.page([calls.add(0)]) }) { compute in
            let error = await #expect(throws: ControlPlaneError.self) { _ = try await compute.instances() }
            #expect(error?.kind == .invalidAnswer)
            #expect(error?.words == "the list has more than 20 pages, as if it had no end")
        }
        #expect(requests.count == 20)
        for (link, words) in [("?limit=1000", "to a page that was read before"), ("servers", "without a query")] {
            _ = try await withCompute(answer: { _ in Self.page([calls.add(0)], next: link) }) { compute in
                let error = await #expect(throws: ControlPlaneError.self) { _ = try await compute.instances() }
                #expect(error?.kind == .invalidAnswer && error?.words.hasSuffix(words) == true)
            }
        }
    }

    @Test("the pages have one limit of bytes together")
    func size() async throws {
        let calls = Recorder<Int>()
        _ = try await withCompute(settings(bodyLimit: 2_000), answer: { _ in Self.page([calls.add(0)]) }) { compute in
            let error = await #expect(throws: ControlPlaneError.self) { _ = try await compute.instances() }
            #expect(error?.words == "the pages of the list are larger than 2000 bytes together")
        }
    }

    @Test(
        "the compute service's errors carry its words, whatever it calls them",
        arguments: [
            (
                400, #"{"badRequest": {"message": "marker [x] not found", "code": 400}}"#, ControlPlaneError.Kind.refused(status: 400),
                "marker [x] not found"
            ),
            (
                404, #"{"itemNotFound": {"message": "no", "code": 404}}"#, .notFound,
                "no. There is no list of instances at this URL, so check it"
            ),
            (
                403, #"{"forbidden": {"message": "Policy doesn't allow it.", "code": 403}}"#, .notAuthorized,
                "Policy doesn't allow it. The user needs a role in the project that may list instances"
            ),
            (500, #"{"computeFault": {"message": "Unexpected", "code": 500}}"#, .refused(status: 500), "Unexpected"),
            (400, #"{"badRequest": {"code": 400}}"#, .refused(status: 400), #"HTTP 400 Bad Request: {"badRequest": {"code": 400}}"#),
        ])
    func errors(status: Int, body: String, kind: ControlPlaneError.Kind, words: String) async throws {
        _ = try await withCompute(answer: { _ in .json(body, status: status, requestID: "req-7") }) { compute in
            let error = await #expect(throws: ControlPlaneError.self) { _ = try await compute.instances() }
            #expect(error?.kind == kind && error?.requestID == "req-7")
            #expect(error?.words == words)
            #expect(error?.message.contains("\(Self.servers)?limit=1000, from the compute URL of KR1 in the service catalog") == true)
        }
    }

    @Test("a region without instances, a catalog without them, and a token without a catalog are configuration errors")
    func noService() async throws {
        let elsewhere = [("KR2", "https://b"), ("KR3", "https://c")]
        for (compute, message) in [
            ([], "the service catalog has no compute service"),
            (elsewhere, "the service catalog has no compute service in region 'KR1', only in: KR2, KR3"),
        ] {
            try await ScriptedServer.run({ _, url in .json(tokenJSON(endpoints: [("KR1", url)], compute: compute)) }) { server in
                try await withLogin(server.url) { session in
                    let error = await #expect(throws: ConfigurationError.self) { _ = try await session.compute(region: "KR1") }
                    #expect(error?.kind == .region && error?.message == message)
                    #expect(error?.help?.contains("write its id") == true && error?.help?.contains("--endpoint") == false)
                }
                #expect(server.requests.count == 1)
            }
        }
        try await withSession(credentials: .token(Secret("given")), endpoint: "https://h", settings: settings()) { session in
            let error = await #expect(throws: ConfigurationError.self) { _ = try await session.compute(region: "KR1") }
            #expect(error?.kind == .contradiction && error?.message.contains("after a login with a password") == true)
        }
    }

    @Test("a compute URL with plain http to another machine never gets the token")
    func insecure() async throws {
        for bad in ["http://10.0.0.1/v2", "http://compute.example.com", "ftp://localhost", "https://me:pw@h"] {
            try await ScriptedServer.run({ _, url in .json(tokenJSON(endpoints: [("KR1", url)], compute: [("KR1", bad)])) }) { server in
                try await withLogin(server.url) { session in
                    let error = await #expect(throws: ConfigurationError.self) { _ = try await session.compute(region: "KR1") }
                    #expect(error?.kind == .url)
                }
                #expect(server.requests.map(\.uri) == [Self.tokens])
            }
        }
    }

    @Test("--endpoint is the network's: after a login, instances are asked for where the catalog says")
    func endpoint() async throws {
        try await ScriptedServer.run({ request, url in
            request.uri == Self.tokens ? .json(tokenJSON(endpoints: [], compute: [("KR1", "\(url)/nova")])) : Self.page([])
        }) { server in
            try await withLogin(server.url, endpoint: "https://network.example.com") { session in
                _ = try await session.compute(region: "KR1").instances()
                let error = await #expect(throws: ConfigurationError.self) { _ = try await session.compute(region: nil) }
                #expect(error?.message == "no region is given" && error?.help?.hasSuffix("there are: KR1") == true)
            }
            #expect(server.requests.map(\.uri) == [Self.tokens, "/nova\(Self.servers)?limit=1000"])
        }
    }

    @Test("a service that takes no token has it renewed once, and ends no call to another service")
    func rejected() async throws {
        let issued = Recorder<Int>()
        try await ScriptedServer.run({ request, url in
            switch request.uri {
            case Self.tokens:
                .json(tokenJSON(token: "token-\(issued.add(0))", endpoints: [("KR1", url)], compute: [("KR1", url)]))
            case "/v2.0/flowlog-loggers": .json(listJSON([]))
            default: .text("Authentication required", status: 401)
            }
        }) { server in
            try await withLogin(server.url) { session in
                let compute = try await session.compute(region: "KR1")
                for _ in 0..<2 {
                    let error = await #expect(throws: ControlPlaneError.self) { _ = try await compute.instances() }
                    #expect(error?.kind == .notAuthenticated && error?.message.hasSuffix("; the token was new") == true)
                }
                _ = try await session.client(region: "KR1").list()
            }
            #expect(
                server.requests.map(\.uri) == [
                    Self.tokens, "\(Self.servers)?limit=1000", Self.tokens, "\(Self.servers)?limit=1000", "/v2.0/flowlog-loggers",
                ])
        }
    }
}
