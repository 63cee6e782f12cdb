import FlowLogAPI
import FlowLogApply
import FlowLogModel
import Testing

@Suite("Connections that fail")
struct TransportTests {
    private func failure(of url: String, _ settings: TransportSettings = settings()) async throws -> ControlPlaneError? {
        var caught: ControlPlaneError?
        try await withClient(url, settings) { client in
            do throws(ControlPlaneError) { _ = try await client.create(LoggerFields()) } catch { caught = error }
        }
        return caught
    }

    @Test("a port that nobody listens on is unreachable, in our words", arguments: ["127.0.0.1", "localhost"])
    func refusedPort(host: String) async throws {
        try await RawServer.withDeafPort { url in
            let url = url.replacing("127.0.0.1", with: host)
            let error = try await failure(of: url)
            #expect(error?.kind == .unreachable)
            #expect(error?.message == "no connection to \(url.dropFirst("http://".count)): connection refused")
        }
    }

    @Test("a host name that does not exist is unreachable")
    func unknownHost() async throws {
        let error = try await failure(of: "https://no-such-host.invalid")
        #expect(error?.kind == .unreachable)
        #expect(error?.message == "no connection to no-such-host.invalid:443: the host name was not found")
    }

    @Test("a server that speaks no TLS is unreachable after one try, without the library's words")
    func noTLS() async throws {
        let hellos = Recorder<String>()
        try await RawServer.run(writing: "HTTP/1.1 400 Bad Request\r\n\r\n", recording: hellos) { url in
            let error = try await failure(of: url.replacing("http:", with: "https:"))
            #expect(error?.kind == .unreachable)
            #expect(error?.message.hasPrefix("no TLS connection to 127.0.0.1:") == true)
        }
        #expect(hellos.items.count == 1)
    }

    @Test(
        "an answer that breaks off is unclear",
        arguments: [
            "", "HTTP/1.1 200 OK\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{\"flowlog_logger\":",
            "HTTP/1.1 201 Created\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{\"flo\r\n", "garbage\r\n\r\n",
        ])
    func brokenOff(answer: String) async throws {
        try await RawServer.run(writing: answer) { url in
            let error = try await failure(of: url)
            #expect(error?.kind == .unclear)
            #expect(error?.message == "\(url.dropFirst("http://".count)) closed the connection before the answer was complete")
        }
    }

    @Test("a body whose end only the closed connection shows is invalid if it was cut")
    func cutWithoutLength() async throws {
        try await RawServer.run(writing: "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n{\"flowlog_logger\":") { url in
            let error = try await failure(of: url)
            #expect(error?.kind == .invalidAnswer)
        }
    }

    @Test("no answer in time is unclear")
    func noAnswer() async throws {
        try await ScriptedServer.run({ _, _ in
            await waitForever()
            return .json("{}")
        }) { server in
            let error = try await failure(of: server.url, settings(timeout: .milliseconds(2500)))
            #expect(error?.kind == .unclear)
            #expect(error?.message == "\(server.url.dropFirst("http://".count)): no complete answer within 2500ms")
        }
    }

    @Test("a body that never ends is unclear when the time is up")
    func slowBody() async throws {
        let answer = "HTTP/1.1 201 Created\r\nContent-Length: 500\r\n\r\n{\"flowlog_logger\":"
        try await RawServer.run(writing: answer, isPatient: true) { url in
            let error = try await failure(of: url, settings(timeout: .milliseconds(2500)))
            #expect(error?.kind == .unclear)
            #expect(error?.message.hasSuffix(": no complete answer within 2500ms") == true)
        }
    }

    @Test("a body over the limit is refused, one within it is read")
    func bodyLimit() async throws {
        let list = listJSON([loggerJSON()])
        try await ScriptedServer.run({ _, _ in .json(list) }) { server in
            try await withClient(server.url, settings(bodyLimit: list.utf8.count)) { client in
                let loggers = try await client.list()
                #expect(loggers.count == 1)
            }
            try await withClient(server.url, settings(bodyLimit: list.utf8.count - 1)) { client in
                let error = await #expect(throws: ControlPlaneError.self) { _ = try await client.list() }
                #expect(error?.kind == .invalidAnswer)
                #expect(error?.message == "the answer to GET /v2.0/flowlog-loggers is larger than \(list.utf8.count - 1) bytes")
            }
            // It would not be smaller the next time.
            #expect(server.requests.count == 2)
        }
    }

    @Test("as many calls run at once as the parallelism says")
    func parallelism() async throws {
        let gate = Gate(count: 8)
        try await ScriptedServer.run({ _, _ in
            await gate.arriveAndWait()
            return .json(listJSON([]))
        }) { server in
            try await withClient(server.url) { client in
                try await client.listAtOnce(8)
            }
            #expect(server.requests.count == 8)
        }
    }
}
