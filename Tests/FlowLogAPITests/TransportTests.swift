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
            #expect(error?.words == "no connection to \(url.dropFirst("http://".count)): connection refused")
        }
    }

    @Test("a host name that does not exist is unreachable")
    func unknownHost() async throws {
        let error = try await failure(of: "https://no-such-host.invalid")
        #expect(error?.kind == .unreachable)
        #expect(error?.words == "no connection to no-such-host.invalid:443: the host name was not found")
    }

    @Test("a server that speaks no TLS is unreachable after one try, in our words")
    func noTLS() async throws {
        let hellos = Recorder<String>()
        try await RawServer.run(writing: "HTTP/1.1 400 Bad Request\r\n\r\n", recording: hellos) { url in
            let error = try await failure(of: url.replacing("http:", with: "https:"))
            #expect(error?.kind == .unreachable)
            #expect(error?.words.hasSuffix(": what answers there does not speak TLS") == true)
        }
        #expect(hellos.items.count < RetryPolicy.attempts)
    }

    @Test(
        "an answer that breaks off is unclear",
        arguments: [
            "HTTP/1.1 200 OK\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{\"flowlog_logger\":",
            "HTTP/1.1 201 Created\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{\"flo\r\n",
        ])
    func brokenOff(answer: String) async throws {
        try await RawServer.run(writing: answer) { url in
            let error = try await failure(of: url)
            #expect(error?.kind == .unclear)
            #expect(
                error?.words
                    == "\(url.dropFirst("http://".count)) closed the connection before the answer was complete"
            )
        }
    }

    @Test("what is no HTTP is unclear, and told as such; so is no answer at all")
    func noHTTP() async throws {
        try await RawServer.run(writing: "") { url in
            let error = try await failure(of: url)
            #expect(error?.kind == .unclear)
            #expect(
                error?.words.hasSuffix(" closed the connection without an answer (it was called with plain http: does it want https?)")
                    == true)
        }
        try await RawServer.run(writing: "\u{15}\u{3}\u{1}garbage\r\n\r\n") { url in
            let error = try await failure(of: url)
            #expect(error?.kind == .unclear)
            #expect(
                error?.words.contains("answers with something that is not HTTP (it was called with plain http: does it want https?)")
                    == true)
        }
    }

    @Test("a failed call is told with its whole URL and the setting that it came from")
    func place() async throws {
        try await RawServer.withDeafPort { url in
            try await withClient("\(url)/base/v2.0/") { client in
                let error = await #expect(throws: ControlPlaneError.self) { _ = try await client.listLoggers(filters: ["name": "a b"]) }
                #expect(error?.message.hasSuffix(" (GET \(url)/base/v2.0/flowlog-loggers?name=a%20b, from --endpoint)") == true)
            }
            try await withLogin(url) { session in
                let error = await #expect(throws: ControlPlaneError.self) { _ = try await session.projectID() }
                #expect(error?.message.hasSuffix(" (POST \(url)/v2.0/tokens, from OS_AUTH_URL)") == true)
            }
        }
        try await ScriptedServer.run({ request, url in
            request.uri == "/v2.0/tokens" ? .json(tokenJSON(endpoints: [("KR1", url)])) : .json(#"{"message": "no"}"#, status: 403)
        }) { server in
            try await withLogin(server.url) { session in
                let client = try await session.client(region: "KR1")
                let origin = "from the network URL of KR1 in the service catalog of \(server.url))"
                var error = await #expect(throws: ControlPlaneError.self) { try await client.delete("x") }
                #expect(
                    error?.message.hasPrefix("no. Writing needs the role Infrastructure ADMIN or Flow Log ADMIN in the project (DELETE ")
                        == true)
                #expect(error?.message.hasSuffix(origin) == true)
                error = await #expect(throws: ControlPlaneError.self) { _ = try await client.list() }
                #expect(error?.words == "no. The user needs a role in the project that may read flow logs")
            }
        }
        let missing = try await listError(.json(#"{"message": "The resource could not be found."}"#, status: 404))
        #expect(missing?.words == "The resource could not be found. There is no flow log API at this URL, so check it")
    }

    @Test("a POST that certainly was not sent is sent again, since nothing can happen twice")
    func unsentPost() async throws {
        let clock = InstantClock()
        try await RawServer.withDeafPort { url in
            let error = try await failure(of: url, settings(ticker: clock.ticker))
            #expect(error?.message.contains("; tried 6 times in ") == true)
        }
        #expect(clock.sleeps.count == 5)
    }

    @Test("each POST has a connection of its own, so that none goes out on one that the server is about to close")
    func ownConnection() async throws {
        let answer = #"{"flowlog_logger": \#(loggerJSON())}"#
        let connections = Recorder<String>()
        // Closes each connection after one answer, as if it had been idle for too long.
        try await RawServer.run(
            writing: "HTTP/1.1 201 Created\r\nContent-Length: \(answer.utf8.count)\r\n\r\n\(answer)", recording: connections
        ) { url in
            try await withClient(url) { client in
                for _ in 0..<40 { _ = try await client.create(LoggerFields()) }
            }
        }
        #expect(connections.items.count == 40)
        #expect(connections.items.allSatisfy { $0.hasPrefix("POST ") })
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
            #expect(error?.words == "\(server.url.dropFirst("http://".count)): no complete answer within 2500ms (--request-timeout)")
        }
    }

    @Test("a body that never ends is unclear when the time is up")
    func slowBody() async throws {
        let answer = "HTTP/1.1 201 Created\r\nContent-Length: 500\r\n\r\n{\"flowlog_logger\":"
        try await RawServer.run(writing: answer, isPatient: true) { url in
            let error = try await failure(of: url, settings(timeout: .milliseconds(2500)))
            #expect(error?.kind == .unclear)
            #expect(error?.words.hasSuffix(": no complete answer within 2500ms (--request-timeout)") == true)
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
                #expect(error?.words == "the answer is larger than \(list.utf8.count - 1) bytes")
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
