import FlowLogAPI
import FlowLogApply
import FlowLogModel
import Testing

@Suite("Tokens that are rejected")
struct TokenRenewalTests {
    private static let tokens = "/v2.0/tokens"

    /// A service that takes only some of the tokens that it gives out: `token-1`, `token-2`, …
    private static func service(
        accepting isAccepted: @escaping @Sendable (_ token: String, _ call: Int) -> Bool
    ) -> @Sendable (RecordedRequest, String) -> Reply {
        let issued = Recorder<Int>()
        let calls = Recorder<Int>()
        return { request, url in
            if request.uri == Self.tokens { return .json(tokenJSON(token: "token-\(issued.add(0))", endpoints: [("KR1", url)])) }
            guard isAccepted(request.headers["x-auth-token"] ?? "", calls.add(0)) else {
                return .text("Authentication required", status: 401)
            }
            return .json(request.method == "GET" ? listJSON([]) : #"{"flowlog_logger": \#(loggerJSON())}"#)
        }
    }

    @Test("it is renewed once and the call sent again, the POST of a logger too, since a 401 means that nothing was done")
    func renewal() async throws {
        try await ScriptedServer.run(Self.service { token, _ in token != "token-1" }) { server in
            try await withLogin(server.url) { session in
                let client = try await session.client(region: "KR1")
                _ = try await client.create(LoggerFields())
                _ = try await client.list()
            }
            #expect(server.requests.map(\.method) == ["POST", "POST", "POST", "POST", "GET"])
            #expect(server.requests.map { $0.headers["x-auth-token"] } == [nil, "token-1", nil, "token-2", "token-2"])
        }
    }

    @Test("eight workers whose token is rejected ask for one new token")
    func oneForAll() async throws {
        let rejected = Gate(count: 8)
        let issued = Recorder<Int>()
        try await ScriptedServer.run({ request, url in
            if request.uri == Self.tokens { return .json(tokenJSON(token: "token-\(issued.add(0))", endpoints: [("KR1", url)])) }
            guard request.headers["x-auth-token"] == "token-1" else { return .json(listJSON([])) }
            await rejected.arriveAndWait()
            return .text("", status: 401)
        }) { server in
            try await withLogin(server.url) { session in
                let client = try await session.client(region: "KR1")
                try await withThrowingTaskGroup { group in
                    for _ in 0..<8 { group.addTask { _ = try await client.list() } }
                    try await group.waitForAll()
                }
            }
            #expect(server.requests.count { $0.uri == Self.tokens } == 2)
            #expect(server.requests.count { $0.headers["x-auth-token"] == "token-2" } == 8)
        }
    }

    @Test("a late 401 of the old token does not renew the new one")
    func lateRejection() async throws {
        let renewed = Gate(count: 1)
        let isLate = Recorder<Int>()
        let arrived = Gate(count: 1)
        let issued = Recorder<Int>()
        try await ScriptedServer.run({ request, url in
            if request.uri == Self.tokens { return .json(tokenJSON(token: "token-\(issued.add(0))", endpoints: [("KR1", url)])) }
            guard request.headers["x-auth-token"] == "token-1" else { return .json(listJSON([])) }
            if isLate.add(0) == 1 {
                await arrived.arrive()
                await renewed.wait()
            }
            return .text("", status: 401)
        }) { server in
            try await withLogin(server.url) { session in
                let client = try await session.client(region: "KR1")
                try await withThrowingTaskGroup { group in
                    group.addTask { _ = try await client.list() }
                    await arrived.wait()
                    _ = try await client.list()
                    await renewed.arrive()
                    try await group.waitForAll()
                }
            }
            #expect(issued.items.count == 2)
        }
    }

    @Test("a new token that is rejected too ends the run: no further token, no further call")
    func rejectedAgain() async throws {
        try await ScriptedServer.run(Self.service { _, _ in false }) { server in
            try await withLogin(server.url) { session in
                let client = try await session.client(region: "KR1")
                let error = await #expect(throws: ControlPlaneError.self) { _ = try await client.list() }
                #expect(error?.kind == .notAuthenticated)
                #expect(error?.message.hasPrefix("HTTP 401 Unauthorized: Authentication required (GET ") == true)
                #expect(error?.message.hasSuffix("); the token was new") == true)
                let next = await #expect(throws: ControlPlaneError.self) { _ = try await client.create(LoggerFields()) }
                #expect(next?.kind == .notAuthenticated)
            }
            #expect(server.requests.map(\.uri).map { $0 == Self.tokens } == [true, false, true, false])
        }
    }

    @Test("a token that has worked for a while is renewed each time it ends")
    func severalLifetimes() async throws {
        // Each token is good for two calls.
        let uses = Recorder<String>()
        try await ScriptedServer.run(
            Self.service { token, _ in
                uses.add(token)
                return uses.items.count { $0 == token } <= 2
            }
        ) { server in
            try await withLogin(server.url) { session in
                let client = try await session.client(region: "KR1")
                for _ in 0..<10 { _ = try await client.list() }
            }
            #expect(server.requests.count { $0.uri == Self.tokens } == 5)
        }
    }

    @Test("a call that is always rejected ends, while others go on")
    func rejectedCall() async throws {
        try await ScriptedServer.run({ request, url in
            if request.uri == Self.tokens { return .json(tokenJSON(endpoints: [("KR1", url)])) }
            return request.method == "DELETE" ? .text("", status: 401) : .json(listJSON([]))
        }) { server in
            try await withLogin(server.url) { session in
                let client = try await session.client(region: "KR1")
                _ = try await client.list()
                let error = await #expect(throws: ControlPlaneError.self) { try await client.delete(sampleID) }
                #expect(error?.kind == .notAuthenticated)
            }
            #expect(server.requests.count { $0.uri == Self.tokens } == 2)
        }
    }

    @Test("wrong credentials at the renewal are not tried again")
    func refusedRenewal() async throws {
        let asked = Recorder<Int>()
        try await ScriptedServer.run({ request, url in
            guard request.uri == Self.tokens else { return .text("", status: 401) }
            return asked.add(0) == 1 ? .json(tokenJSON(endpoints: [("KR1", url)])) : .json(#"{"message": "locked"}"#, status: 401)
        }) { server in
            try await withLogin(server.url) { session in
                let client = try await session.client(region: "KR1")
                for _ in 0..<2 {
                    let error = await #expect(throws: ControlPlaneError.self) { _ = try await client.list() }
                    #expect(error?.kind == .notAuthenticated && error?.message.contains("refused the login: locked") == true)
                }
            }
            #expect(asked.items.count == 2)
        }
    }

    @Test("a given token cannot be renewed, which the message says")
    func givenToken() async throws {
        try await ScriptedServer.run({ _, _ in .json(#"{"message": "expired"}"#, status: 401, requestID: "r") }) { server in
            try await withClient(server.url) { client in
                let error = await #expect(throws: ControlPlaneError.self) { _ = try await client.list() }
                #expect(error?.kind == .notAuthenticated && error?.requestID == "r")
                #expect(
                    error?.message.hasSuffix(
                        "); the token was given (OS_TOKEN), so there is nothing to renew it with: set a new one") == true)
            }
            #expect(server.requests.count == 1)
        }
    }
}
