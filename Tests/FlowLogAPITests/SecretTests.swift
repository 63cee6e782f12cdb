import FlowLogAPI
import FlowLogApply
import FlowLogModel
import Logging
import Testing

@Suite("Secrets")
struct SecretTests {
    @Test("neither password nor token is in any error or log line, even if the server repeats them")
    func neverShown() async throws {
        let lines = Recorder<String>()
        let logger = Logger.recording(lines)
        var errors: [any Error] = []
        func collect(_ body: () async throws -> Void) async {
            do { try await body() } catch { errors.append(error) }
        }
        let replies: [@Sendable (String) -> Reply] = [
            { .json(#"{"NeutronError": {"message": "\#($0)"}}"#, status: 400, requestID: $0) },
            { .text($0, status: 500) }, { .text(String(repeating: "x", count: 190) + $0, status: 500) }, { .text($0, status: 200) },
            { Reply(status: 302, headers: ["location": "/?t=\($0)"]) },
            { .json(#"{"flowlog_loggers": [{"id": "\#($0)"}], "flowlog_logger": {"id": "\#($0)"}}"#) },
        ]
        for reply in replies {
            // The service repeats the token that it got, the identity service the password.
            try await ScriptedServer.run({ request, url in
                request.uri == "/v2.0/tokens"
                    ? .json(tokenJSON(token: sampleToken, endpoints: [("KR1", url)]))
                    : reply("got \(request.headers["x-auth-token"] ?? "")")
            }) { server in
                try await withLogin(server.url, settings(logger: logger)) { session in
                    let client = try await session.client(region: "KR1")
                    await collect { _ = try await client.list() }
                    await collect { _ = try await client.create(LoggerFields()) }
                    await collect { try await client.delete(sampleToken) }
                }
            }
            try await ScriptedServer.run({ request, _ in reply("got \(request.body.contains(samplePassword) ? samplePassword : "")") }) {
                server in
                try await withLogin(server.url, settings(logger: logger)) { session in
                    await collect { _ = try await session.projectID() }
                }
            }
        }
        try await RawServer.run(writing: "") { url in
            try await withLogin(url, settings(logger: logger)) { session in await collect { _ = try await session.projectID() } }
        }
        await collect {
            try await withLogin("http://127.0.0.1", endpoint: "https://me:\(samplePassword)@example.com") { _ in }
        }

        #expect(errors.count > 15)
        #expect(errors.contains { "\($0)".contains("got ***") })
        let shown = errors.map { "\($0) \(String(reflecting: $0))" } + lines.items
        for text in shown {
            #expect(!text.contains(samplePassword), "\(text)")
            #expect(!text.contains(sampleToken.prefix(6)), "\(text)")
        }
        #expect(lines.items.contains { $0.hasPrefix("debug: POST /v2.0/tokens: 200 in ") })
        #expect(lines.items.contains { $0.hasPrefix("debug: GET /v2.0/flowlog-loggers: 400 in ") })
    }

    @Test("credentials print without their secrets")
    func descriptions() throws {
        let credentials = [
            Credentials.token(Secret(sampleToken)),
            .password(
                authURL: try ServiceURL("https://h", setting: "x"), username: "me", password: Secret(samplePassword), tenant: .id("t")),
        ]
        for credentials in credentials {
            var dumped = ""
            dump(credentials, to: &dumped)
            let text = "\(credentials) \(String(reflecting: credentials)) \(dumped)"
            #expect(!text.contains(samplePassword) && !text.contains(sampleToken))
        }
    }
}
