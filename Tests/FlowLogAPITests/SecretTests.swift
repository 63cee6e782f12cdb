import FlowLogAPI
import FlowLogApply
import FlowLogModel
import FoundationEssentials
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

    @Test("nor in whatever form the server gives them back: in a link, a region, a project, a field, quoted, encoded, by half")
    func forms() async throws {
        let lines = Recorder<String>()
        let password = #"p"w%/pass\-wörd-7 and more"#
        let percent = password.utf8.map { "%" + ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        let quoted = (try? String(decoding: JSONEncoder().encode(password), as: UTF8.self)) ?? ""
        let base64 = Data("me:\(password)".utf8).base64EncodedString()
        let half = String(password.dropFirst(6).prefix(13))
        var errors: [any Error] = []
        for echo in [password, percent, quoted, "'\(quoted)'", base64, half, sampleToken + "\u{301}", String(sampleToken.suffix(12))] {
            let asJSON = (try? String(decoding: JSONEncoder().encode(echo), as: UTF8.self)) ?? ""
            let asQuery = echo.utf8.map { "%" + ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
            let replies: [Reply] = [
                .json(#"{"NeutronError": {"message": \#(asJSON)}}"#, status: 400), .text(echo, status: 502),
                .text("<b>\(echo)</b>", status: 200),
                .json(listJSON([loggerJSON(["id": asJSON, "filter": "1"])])), .json(listJSON([], next: "?t=\(asQuery)")),
                .json(#"{"flowlog_loggers": [], "flowlog_loggers_links": [{"rel": "next", "href": \#(asJSON)}]}"#),
            ]
            for (reply, isForeign) in replies.map({ ($0, false) }) + [(replies[0], true)] {
                try await ScriptedServer.run({ request, url in
                    request.uri == "/v2.0/tokens"
                        ? .json(tokenJSON(token: sampleToken, project: isForeign ? "p \(percent)" : "p", endpoints: [("KR1", url)]))
                        : request.uri.contains("?") ? .text("no \(request.uri)", status: 400) : reply
                }) { server in
                    let credentials = Credentials.password(
                        authURL: try ServiceURL(server.url, setting: "OS_AUTH_URL"), username: "me", password: Secret(password),
                        tenant: .id("p"))
                    try await withSession(credentials: credentials, endpoint: nil, settings: settings(logger: .recording(lines))) {
                        session in
                        do { _ = try await session.client(region: "KR1").list() } catch { errors.append(error) }
                    }
                }
            }
            try await ScriptedServer.run({ _, url in
                .json(tokenJSON(token: sampleToken, project: "p", endpoints: [(String(asJSON.dropFirst().dropLast()), url)]))
            }) { server in
                let credentials = Credentials.password(
                    authURL: try ServiceURL(server.url, setting: "OS_AUTH_URL"), username: "me", password: Secret(password),
                    tenant: .id("p"))
                try await withSession(credentials: credentials, endpoint: nil, settings: settings(logger: .recording(lines))) { session in
                    do { _ = try await session.client(region: "KR9") } catch { errors.append(error) }
                }
            }
        }
        #expect(errors.count >= 8 * 6)
        for text in errors.map({ "\($0)" }) + lines.items {
            for part in [
                half, String(percent.prefix(36)), sampleToken, String(sampleToken.suffix(12)), String(base64.dropFirst(8).prefix(16)),
            ] {
                #expect(Array(text.utf8).firstRange(of: Array(part.utf8)) == nil, "\(text)")
            }
        }
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
