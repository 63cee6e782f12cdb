import FlowLogAPI
import FlowLogApply
import FlowLogModel
import FoundationEssentials
import Logging
import Testing

@Suite("The webhook")
struct WebhookTests {
    private func settings(_ log: Recorder<String> = Recorder()) -> TransportSettings {
        TransportSettings(requestTimeout: .seconds(600), parallelism: 1, version: "1", logger: .recording(log))
    }

    @Test("the body is posted once as JSON to path and query as they are, without a token")
    func posted() async throws {
        try await ScriptedServer.run({ _, _ in .text("ok", status: 200) }) { server in
            let webhook = try Webhook("\(server.url)/services/T0/B0/%7Ekey?wait=true&a=b%20c", variable: "HOOK")
            try await webhook.post(#"{"text":"hi"}"#, settings: settings())
            let request = try #require(server.requests.first)
            #expect(server.requests.count == 1)
            #expect(request.call == "POST /services/T0/B0/%7Ekey?wait=true&a=b%20c")
            #expect(request.body == #"{"text":"hi"}"#)
            #expect(request.headers["content-type"] == "application/json")
            #expect(request.headers["x-auth-token"] == nil)
        }
    }

    @Test("a refusal is told without the URL's path, also where the server repeats it, and in no log")
    func refused() async throws {
        let log = Recorder<String>()
        try await ScriptedServer.run({ request, _ in .text("no such hook: \(request.uri)", status: 404) }) { server in
            let webhook = try Webhook("\(server.url)/services/very-secret", variable: "HOOK")
            let error = await #expect(throws: ControlPlaneError.self) { try await webhook.post("{}", settings: settings(log)) }
            #expect(error?.message.contains("no such hook") == true)
            #expect(error?.message.contains("very-secret") == false)
            #expect(server.requests.count == 1)
        }
        #expect(log.items.joined().contains("404") && !log.items.joined().contains("very-secret"))
    }

    @Test("a redirect is not followed")
    func redirect() async throws {
        try await ScriptedServer.run({ _, own in Reply(status: 307, headers: ["location": "\(own)/elsewhere/very-secret"]) }) { server in
            let webhook = try Webhook("\(server.url)/very-secret", variable: "HOOK")
            let error = await #expect(throws: ControlPlaneError.self) { try await webhook.post("{}", settings: settings()) }
            #expect(error?.message.contains("redirects are never followed") == true)
            #expect(error?.message.contains("very-secret") == false)
            #expect(server.requests.count == 1)
        }
    }

    @Test(
        "what is no https URL is refused without showing it",
        arguments: [
            "", "secret", "http://hooks.example/secret", "ftp://hooks.example/secret", "https://user:pw@hooks.example/secret",
            "https://hooks.example/a b/secret", "https:///secret", "https://hooks.example/secret#fragment",
        ])
    func malformed(url: String) {
        let error = #expect(throws: ConfigurationError.self) { try Webhook(url, variable: "HOOK") }
        let isBlank = url.contains(" ")
        #expect(error?.message == (isBlank ? "the value of HOOK has a line end or a space in it" : "the value of HOOK is not an https URL"))
        #expect("\(String(describing: error))".contains("secret") == false)
    }
}
