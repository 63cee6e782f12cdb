import FlowLogAPI
import FlowLogModel
import Logging
import Testing

@Suite("Who gets the token of a storage")
struct StorageTrustTests {
    private static let tokens = "/v2.0/tokens"
    private static let tenant = "0123456789abcdef0123456789abcdef"

    private static func container(_ origin: String, name: String = "logs") -> StorageContainer {
        StorageContainer(origin: origin, tenant: tenant, name: name)
    }

    /// What an identity service says to a login: each project has a token of its own.
    private static func login(_ request: RecordedRequest, storage: [(String, String)]) -> Reply {
        let isStorage = request.body.contains(tenant)
        return .json(
            tokenJSON(
                token: isStorage ? "storage-token-1" : "network-token", project: isStorage ? tenant : sampleProject, endpoints: [],
                storage: storage))
    }

    private static func failure(_ session: Session, _ container: StorageContainer) async -> StorageFailure? {
        do throws(StorageFailure) {
            _ = try await session.objectStore(of: container)
            return nil
        } catch { return error }
    }

    @Test("it is the host that the catalog of the storage's own login has, in whatever region, and the token is that login's")
    func catalog() async throws {
        try await ScriptedServer.run({ request, url in
            request.uri == Self.tokens
                ? Self.login(request, storage: [("JP1", "https://x.example"), ("KR2", "\(url)/v1/AUTH_other")]) : Reply()
        }) { server in
            try await withLogin(server.url) { session in
                let finding = await (try session.objectStore(of: Self.container(server.url))).finding(of: Self.container(server.url))
                #expect(finding == .found(writeACL: nil, url: "\(server.url)/v1/AUTH_\(Self.tenant)/logs"))
            }
            #expect(server.requests.map(\.call) == ["POST /v2.0/tokens", "HEAD /v1/AUTH_\(Self.tenant)/logs"])
            #expect(server.requests.first?.body.contains(#""tenantId":"\#(Self.tenant)""#) == true)
            #expect(server.requests.last?.headers["x-auth-token"] == "storage-token-1")
        }
    }

    @Test("a host that only a manifest names gets no request, not even one without a token")
    func foreignHost() async throws {
        try await ScriptedServer.run({ _, _ in Reply() }) { foreign in
            try await ScriptedServer.run({ request, url in Self.login(request, storage: [("KR1", url)]) }) { server in
                try await withLogin(server.url) { session in
                    let failure = await Self.failure(session, Self.container(foreign.url))
                    #expect(failure?.kind == .notChecked)
                    #expect(failure?.reason.hasPrefix("\(foreign.authority) is not an object-store of the service catalog") == true)
                }
                #expect(server.requests.map(\.uri) == [Self.tokens])
            }
            #expect(foreign.requests.isEmpty)
        }
    }

    @Test(
        "a host is another one by its scheme, its name or its port, and the same in any case, with the port that its scheme has",
        arguments: [
            ("https://store.example", "https://store.example:443/v1", true), ("https://STORE.example.", "https://store.example", true),
            ("https://store.example", "https://store.example.evil", false), ("https://store.example:8443", "https://store.example", false),
            ("http://127.0.0.1", "https://127.0.0.1", false), ("http://store.example", "https://store.example", false),
            ("https://store.example@evil", "https://store.example", false), ("https://evil\\store.example", "https://store.example", false),
            ("https://store.example", "no url", false), ("https://store.example", "http://store.example", false),
        ])
    func hosts(named: String, inCatalog: String, isTrusted: Bool) async throws {
        try await ScriptedServer.run({ request, _ in Self.login(request, storage: [("KR1", inCatalog)]) }) { server in
            try await withLogin(server.url) { session in
                let failure = await Self.failure(session, Self.container(named))
                #expect(isTrusted ? failure == nil : failure?.kind == .notChecked)
            }
        }
    }

    @Test("a redirect is not followed, and its target gets nothing")
    func redirect() async throws {
        try await ScriptedServer.run({ _, _ in Reply() }) { target in
            let location = target.url
            try await ScriptedServer.run({ request, url in
                request.uri == Self.tokens
                    ? Self.login(request, storage: [("KR1", url)]) : Reply(status: 302, headers: ["location": "\(location)\(request.uri)"])
            }) { server in
                try await withLogin(server.url) { session in
                    let finding = await (try session.objectStore(of: Self.container(server.url))).finding(of: Self.container(server.url))
                    guard case .unknown(let failure) = finding else { Issue.record("\(finding)"); return }
                    #expect(failure.kind == .unanswered && failure.reason.contains("redirects are never followed"))
                }
            }
            #expect(target.requests.isEmpty)
        }
    }

    @Test("a token that the storage refuses is not renewed: the next catalog might lead elsewhere")
    func changedCatalog() async throws {
        let logins = Recorder<String>()
        try await ScriptedServer.run({ _, _ in Reply() }) { elsewhere in
            let other = elsewhere.url
            try await ScriptedServer.run({ request, url in
                guard request.uri == Self.tokens else { return .text("<html><h1>Unauthorized</h1></html>", status: 401, type: "text/html") }
                return Self.login(request, storage: [("KR1", logins.add("") == 1 ? url : other)])
            }) { server in
                try await withLogin(server.url) { session in
                    let store = try await session.objectStore(of: Self.container(server.url))
                    for _ in 0..<2 {
                        guard case .unknown(let failure) = await store.finding(of: Self.container(server.url)) else {
                            Issue.record("found")
                            continue
                        }
                        #expect(failure.kind == .unanswered && failure.reason.contains("HTTP 401"))
                    }
                }
                #expect(server.requests.filter { $0.uri == Self.tokens }.count == 1)
            }
            #expect(elsewhere.requests.isEmpty)
        }
    }

    @Test("--storage-endpoint gets the requests in place of every host that a manifest names")
    func storageEndpoint() async throws {
        try await ScriptedServer.run({ _, _ in Reply() }) { storage in
            try await ScriptedServer.run({ request, _ in Self.login(request, storage: []) }) { server in
                try await withLogin(server.url, storageEndpoint: storage.url) { session in
                    for host in ["https://a.example", "https://b.example"] {
                        let finding = await (try session.objectStore(of: Self.container(host))).finding(of: Self.container(host))
                        #expect(finding == .found(writeACL: nil, url: "\(storage.url)/v1/AUTH_\(Self.tenant)/logs"))
                    }
                }
                #expect(server.requests.count == 1)
            }
            #expect(storage.requests.map(\.method) == ["HEAD", "HEAD"])
        }
    }

    @Test("a login that was refused, or that got no answer, is not tried again in the run", arguments: [401, 403, 500])
    func refusedLogin(status: Int) async throws {
        try await ScriptedServer.run({ _, _ in .json(#"{"error": {"message": "no role there"}}"#, status: status) }) { server in
            try await withLogin(server.url) { session in
                let failures = [
                    await Self.failure(session, Self.container("https://a.example")),
                    await Self.failure(session, Self.container("https://a.example", name: "other")),
                ]
                #expect(failures.allSatisfy { $0?.kind == (status == 500 ? .notChecked : .notAuthenticated) })
                #expect(failures.allSatisfy { $0?.reason.contains("no role there") == true })
            }
            #expect(server.requests.count == (status == 500 ? RetryPolicy.attempts : 1))
        }
    }

    @Test("a token that was given opens no storage, and none is asked")
    func givenToken() async throws {
        try await ScriptedServer.run({ _, _ in Reply() }) { server in
            try await withSession(
                credentials: .token(Secret("given")), endpoint: server.url, storageEndpoint: server.url, settings: settings()
            ) { session in
                let failure = await Self.failure(session, Self.container(server.url))
                #expect(failure?.kind == .notAuthenticated && failure?.reason.contains("OS_TOKEN") == true)
            }
            #expect(server.requests.isEmpty)
        }
    }

    @Test("a proxy is asked for hosts that the catalog has only, and gets no token of theirs")
    func proxy() async throws {
        let requests = Recorder<String>()
        try await RawServer.run(writing: "HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n", recording: requests) { proxy in
            var settings = settings()
            settings.proxies = try ProxySettings(environment: ["HTTPS_PROXY": proxy])
            try await ScriptedServer.run({ request, _ in Self.login(request, storage: [("KR1", "https://store.example/v1")]) }) { server in
                try await withLogin(server.url, settings) { session in
                    #expect(await Self.failure(session, Self.container("https://foreign.example"))?.kind == .notChecked)
                    #expect(requests.items.isEmpty)
                    let container = Self.container("https://store.example")
                    guard case .unknown(let failure) = await (try session.objectStore(of: container)).finding(of: container) else {
                        Issue.record("found")
                        return
                    }
                    #expect(failure.kind == .unanswered)
                }
            }
        }
        #expect(!requests.items.isEmpty && requests.items.allSatisfy { $0.hasPrefix("CONNECT store.example:443 ") })
        #expect(requests.items.allSatisfy { !$0.contains("storage-token-1") })
    }

    @Test("the storage's token is in no message and no log, also where the storage says it back")
    func secret() async throws {
        let lines = Recorder<String>()
        var reasons: [String] = []
        try await ScriptedServer.run({ request, url in
            request.uri == Self.tokens
                ? Self.login(request, storage: [("KR1", url)])
                : .text("<html><p>bad token \(request.headers["x-auth-token"] ?? "")</p></html>", status: 403, type: "text/html")
        }) { server in
            try await withLogin(server.url, settings(logger: .recording(lines))) { session in
                let store = try await session.objectStore(of: Self.container(server.url))
                do throws(StorageFailure) {
                    _ = try await store.list(Self.container(server.url), below: "", most: 1) { _, _ in false }
                } catch { reasons.append(error.reason) }
            }
        }
        #expect(reasons.count == 1 && reasons[0].contains("bad token"))
        #expect((lines.items + reasons).allSatisfy { !$0.contains("storage-token-1") })
    }
}
