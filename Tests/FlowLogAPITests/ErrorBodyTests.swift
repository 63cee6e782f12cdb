import FlowLogAPI
import FlowLogApply
import FlowLogModel
import Testing

@Suite("Errors of the server")
struct ErrorBodyTests {
    @Test(
        "the status decides what it means",
        arguments: [
            (401, ControlPlaneError.Kind.notAuthenticated), (403, .notAuthorized), (404, .notFound), (400, .refused(status: 400)),
            (409, .refused(status: 409)), (429, .refused(status: 429)), (500, .refused(status: 500)), (503, .refused(status: 503)),
        ])
    func kinds(status: Int, kind: ControlPlaneError.Kind) async throws {
        let body = #"{"NeutronError": {"type": "T", "message": "Quota exceeded for resources: ['flowlog_logger'].", "detail": ""}}"#
        let error = try await listError(.json(body, status: status, requestID: "req-1"))
        #expect(error?.kind == kind)
        #expect(error?.message.hasPrefix("Quota exceeded for resources: ['flowlog_logger'].") == true)
        #expect(error?.requestID == "req-1")
    }

    @Test(
        "the message is the server's own, wherever it is",
        arguments: [
            (#"{"error": {"code": 400, "title": "Bad", "message": "no such role"}}"#, "no such role"),
            (#"{"message": "too fast"}"#, "too fast"),
            (#"{"NeutronError": "plain"}"#, "plain"),
            (#"{"error": "plain"}"#, "plain"),
            (#"{"NeutronError": {"message": ""}, "message": "outer"}"#, "outer"),
            (#"{"fault": 1}"#, #"HTTP 400 Bad Request: {"fault": 1}"#),
            ("Authentication \n required", "HTTP 400 Bad Request: Authentication required"),
            ("", "HTTP 400 Bad Request"),
            (
                "<html>\n<head><title>502 Bad Gateway</title></head><body><hr>nginx</body></html>",
                "HTTP 400 Bad Request: the answer is a web page (502 Bad Gateway nginx), so not the API answered, "
                    + "but a gateway, a proxy or a login page: check the URL, and the way to it"
            ),
            (String(repeating: "x", count: 500), "HTTP 400 Bad Request: " + String(repeating: "x", count: 200)),
        ])
    func messages(body: String, message: String) async throws {
        let error = try await listError(.text(body, status: 400))
        #expect(error?.words == message)
        #expect(error?.requestID == nil)
    }

    @Test("redirects are refused, not followed", arguments: [301, 302, 303, 307, 308])
    func redirects(status: Int) async throws {
        try await ScriptedServer.run({ request, url in
            Reply(status: status, headers: ["location": "\(url)/elsewhere"])
        }) { server in
            try await withClient(server.url) { client in
                let error = await #expect(throws: ControlPlaneError.self) { try await client.delete(sampleID) }
                #expect(error?.kind == .refused(status: status))
                #expect(error?.message.contains("redirects are never followed") == true)
                #expect(error?.message.contains("/elsewhere") == true)
                for call in [{ _ = try await client.list() }, { _ = try await client.create(LoggerFields()) }] as [() async throws -> Void]
                {
                    let error = await #expect(throws: ControlPlaneError.self) { try await call() }
                    #expect(error?.kind == .refused(status: status))
                }
            }
            #expect(server.requests.map(\.method) == ["DELETE", "GET", "POST"])
            #expect(server.requests.allSatisfy { !$0.uri.contains("elsewhere") })
        }
    }

    @Test("of a huge error body only the beginning is read")
    func hugeError() async throws {
        let error = try await listError(.text(String(repeating: "y", count: 5_000_000), status: 500))
        #expect(error?.kind == .refused(status: 500))
        #expect(error?.message.utf8.count ?? 0 < 400)
    }
}
