import FlowLogAPI
import FlowLogApply
import FlowLogModel
import FoundationEssentials
import Logging
import Testing

@Suite("Retries on the wire")
struct RetryTests {
    private static let edit = LoggerEdit(name: "web", description: "", adminStateUp: true)

    /// Answers with each reply once, then as it should.
    private static func script(_ replies: [Reply]) -> @Sendable (RecordedRequest, String) -> Reply {
        let calls = Recorder<Int>()
        return { request, _ in
            let number = calls.add(0) - 1
            if number < replies.count { return replies[number] }
            let isList = request.method == "GET" && request.uri.hasSuffix("loggers")
            return .json(isList ? listJSON([loggerJSON()]) : #"{"flowlog_logger": \#(loggerJSON())}"#)
        }
    }

    @Test(
        "every call but the POST of a logger is sent again after 429, 500, 502, 503, 504 and garbage",
        arguments: [
            Reply.json("{}", status: 429), .json("{}", status: 500), .text("<html>", status: 502), .json("{}", status: 503),
            .text("", status: 504), .text("<html>sign in</html>", status: 200), .json(#"{"flowlog_logger": {"id": "cut"#),
        ])
    func repeated(reply: Reply) async throws {
        let clock = InstantClock()
        try await ScriptedServer.run(Self.script([reply, reply])) { server in
            try await withClient(server.url, settings(ticker: clock.ticker)) { client in
                let loggers = try await client.list()
                #expect(loggers.count == 1)
            }
            #expect(server.requests.map(\.call) == Array(repeating: "GET /v2.0/flowlog-loggers", count: 3))
        }
        #expect(clock.sleeps == [.milliseconds(100), .milliseconds(200)])
        // An answer to PUT that says nothing is not asked for again: the logger tells (Contract: Apply, Writes). What an answer to DELETE
        // says
        // does not matter, so there is no garbage.
        let isGarbage = reply.status == 200
        try await ScriptedServer.run(Self.script([reply, reply])) { server in
            try await withClient(server.url) { client in
                do throws(ControlPlaneError) {
                    _ = try await client.edit(sampleID, Self.edit)
                    #expect(!isGarbage)
                } catch {
                    #expect(isGarbage && error.kind == .invalidAnswer)
                }
            }
            #expect(server.requests.map(\.method) == (isGarbage ? ["PUT"] : ["PUT", "PUT", "PUT"]))
            #expect(Set(server.requests.map(\.body)).count == 1)
        }
        try await ScriptedServer.run(Self.script([reply, reply])) { server in
            try await withClient(server.url) { client in try await client.delete(sampleID) }
            #expect(server.requests.map(\.method) == (isGarbage ? ["DELETE"] : ["DELETE", "DELETE", "DELETE"]))
        }
    }

    @Test(
        "the POST of a logger is sent once, whatever comes back, but for 429",
        arguments: [(500, 1), (502, 1), (503, 1), (504, 1), (400, 1), (409, 1), (200, 1), (429, 3)])
    func posted(status: Int, times: Int) async throws {
        let reply = Reply.text("<html>", status: status)
        try await ScriptedServer.run(Self.script([reply, reply])) { server in
            try await withClient(server.url) { client in
                do throws(ControlPlaneError) {
                    _ = try await client.create(LoggerFields())
                    #expect(status == 429)
                } catch {
                    #expect(error.kind == (status == 200 ? .invalidAnswer : .refused(status: status)))
                }
            }
            #expect(server.requests.map(\.method) == Array(repeating: "POST", count: times))
        }
    }

    @Test("a write of which an earlier attempt may have been carried out is not told as refused", arguments: [409, 403, 400])
    func doubtful(status: Int) async throws {
        let replies = [Reply.json("{}", status: 504), .json(#"{"message": "no"}"#, status: status)]
        for isEdit in [true, false] {
            try await ScriptedServer.run(Self.script(replies)) { server in
                try await withClient(server.url) { client in
                    let error = await #expect(throws: ControlPlaneError.self) {
                        if isEdit { _ = try await client.edit(sampleID, Self.edit) } else { try await client.delete(sampleID) }
                    }
                    #expect(error?.kind == .unclear && error?.words.hasPrefix("no") == true)
                }
            }
        }
        try await ScriptedServer.run(Self.script([replies[1]])) { server in
            try await withClient(server.url) { client in
                let error = await #expect(throws: ControlPlaneError.self) { _ = try await client.edit(sampleID, Self.edit) }
                #expect(error?.kind == (status == 403 ? .notAuthorized : .refused(status: status)))
            }
        }
    }

    @Test("a POST whose connection breaks off is sent once, a GET six times")
    func brokenOff() async throws {
        let requests = Recorder<String>()
        try await RawServer.run(writing: "", recording: requests) { url in
            try await withClient(url) { client in
                var error = await #expect(throws: ControlPlaneError.self) { _ = try await client.create(LoggerFields()) }
                #expect(error?.kind == .unclear)
                #expect(requests.items.count == 1)
                error = await #expect(throws: ControlPlaneError.self) { _ = try await client.list() }
                #expect(error?.kind == .unclear)
                #expect(requests.items.count == 7)
            }
        }
    }

    @Test("a cut answer to a GET is read again, also on a later page")
    func cutPage() async throws {
        let calls = Recorder<String>()
        try await ScriptedServer.run({ request, _ in
            calls.add(request.uri)
            if request.uri.hasSuffix("loggers") { return .json(listJSON([loggerJSON()], next: "http://x/?marker=1")) }
            let isFirst = calls.items.count(where: { $0.hasSuffix("marker=1") }) == 1
            let page = listJSON([loggerJSON(["id": "\"\(otherID)\""])])
            return .json(isFirst ? String(page.prefix(page.count / 2)) : page)
        }) { server in
            try await withClient(server.url) { client in
                let loggers = try await client.list()
                #expect(loggers.map(\.id) == [sampleID, otherID])
            }
            #expect(server.requests.map(\.uri).map { $0.hasSuffix("marker=1") } == [false, true, true])
        }
    }

    @Test("the last failure is told as the server told it, after six attempts")
    func exhausted() async throws {
        let clock = InstantClock()
        let calls = Recorder<Int>()
        try await ScriptedServer.run({ _, _ in .json(#"{"message": "try \#(calls.add(0))"}"#, status: 500, requestID: "r") }) { server in
            try await withClient(server.url, settings(ticker: clock.ticker)) { client in
                let error = await #expect(throws: ControlPlaneError.self) { _ = try await client.show(sampleID) }
                #expect(error?.kind == .refused(status: 500) && error?.requestID == "r")
                #expect(
                    error?.message
                        == "try 6; tried 6 times in 3s (GET \(server.url)/v2.0/flowlog-loggers/\(sampleID), from --endpoint)")
            }
        }
        #expect(clock.sleeps == [100, 200, 400, 800, 1600].map { .milliseconds($0) })
    }

    @Test("two minutes end a call that is slow to fail")
    func slowToFail() async throws {
        let clock = InstantClock()
        try await ScriptedServer.run({ _, _ in
            clock.advance(by: .seconds(50))
            return .json("{}", status: 504)
        }) { server in
            try await withClient(server.url, settings(ticker: clock.ticker)) { client in
                let error = await #expect(throws: ControlPlaneError.self) { _ = try await client.list() }
                #expect(error?.kind == .refused(status: 504))
            }
            #expect(server.requests.count == 3)
        }
    }

    @Test("a call that has not succeeded for ten seconds says why before each further attempt, on one line")
    func longSilence() async throws {
        let clock = InstantClock()
        let lines = Recorder<String>()
        let calls = Recorder<Int>()
        try await ScriptedServer.run({ _, _ in
            clock.advance(by: .seconds(6))
            return calls.add(0) < 4 ? .json(#"{"message": "out of\norder\u001b[2J"}"#, status: 503) : .json(listJSON([]))
        }) { server in
            try await withClient(server.url, settings(logger: .recording(lines), ticker: clock.ticker)) { client in
                _ = try await client.list()
            }
        }
        let call = "GET /v2.0/flowlog-loggers: attempt"
        #expect(
            lines.items.filter { $0.contains(": attempt ") } == [
                "debug: \(call) 2 of 6 in 100 ms, after: out of\\u{a}order\\u{1b}[2J",
                "warning: \(call) 3 of 6 in 200 ms, after: out of\\u{a}order\\u{1b}[2J",
                "warning: \(call) 4 of 6 in 400 ms, after: out of\\u{a}order\\u{1b}[2J",
            ])
    }

    @Test("the token call is sent again, but not with refused credentials")
    func tokenCall() async throws {
        let calls = Recorder<Int>()
        try await ScriptedServer.run({ _, url in
            switch calls.add(0) {
            case 1: .text("", status: 503)
            case 2: .text("garbage", status: 200)
            default: .json(tokenJSON(endpoints: [("KR1", url)]))
            }
        }) { server in
            try await withLogin(server.url) { session in _ = try await session.client(region: "KR1") }
            #expect(server.requests.map(\.call) == Array(repeating: "POST /v2.0/tokens", count: 3))
        }
        try await ScriptedServer.run({ _, _ in .json("{}", status: 401) }) { server in
            try await withLogin(server.url) { session in
                await #expect(throws: ControlPlaneError.self) { _ = try await session.client(region: "KR1") }
            }
            #expect(server.requests.count == 1)
        }
    }

    @Test(
        "a Retry-After is waited for, in seconds or as a date by the server's own clock",
        arguments: [
            ("Retry-After: 17\r\n", 17),
            ("Retry-After: Sun, 06 Nov 1994 08:50:37 GMT\r\nDate: Sun, 06 Nov 1994 08:49:37 GMT\r\n", 60),
        ])
    func retryAfter(headers: String, seconds: Int) async throws {
        let clock = InstantClock()
        let requests = Recorder<String>()
        let answer = "HTTP/1.1 429 Too Many Requests\r\nConnection: close\r\nContent-Length: 0\r\n\(headers)\r\n"
        try await RawServer.run(writing: answer, recording: requests) { url in
            try await withClient(url, settings(ticker: clock.ticker)) { client in
                let error = await #expect(throws: ControlPlaneError.self) { _ = try await client.create(LoggerFields()) }
                #expect(error?.kind == .refused(status: 429))
            }
        }
        #expect(requests.items.count == 6)
        #expect(clock.sleeps == Array(repeating: .seconds(seconds), count: 5))
    }

    @Test("a Retry-After of more than five minutes ends the call, and pauses nobody")
    func longRetryAfter() async throws {
        let clock = InstantClock()
        let reply = Reply(status: 503, headers: ["retry-after": "3600"], body: #"{"message": "maintenance"}"#)
        try await ScriptedServer.run(Self.script([reply])) { server in
            try await withClient(server.url, settings(ticker: clock.ticker)) { client in
                let error = await #expect(throws: ControlPlaneError.self) { _ = try await client.list() }
                #expect(error?.kind == .refused(status: 503))
                #expect(error?.words == "maintenance; the server asks to wait 3600 s (Retry-After), the limit is 300 s")
                _ = try await client.list()
            }
        }
        #expect(clock.sleeps.isEmpty)
    }

    @Test("a Retry-After to one worker keeps all the others from calling until it is over")
    func pausesAll() async throws {
        let clock = HeldClock()
        let times = Recorder<Duration>()
        try await ScriptedServer.run({ _, _ in
            times.add(clock.now) == 1 ? Reply(status: 429, headers: ["retry-after": "40"]) : .json(listJSON([]))
        }) { server in
            try await withClient(server.url, settings(ticker: clock.ticker)) { client in
                try await withThrowingTaskGroup { group in
                    group.addTask { _ = try await client.list() }
                    await clock.sleepers(1)
                    for _ in 0..<7 { group.addTask { _ = try await client.list() } }
                    await clock.sleepers(8)
                    #expect(times.items == [.zero])
                    clock.advance(by: .seconds(40))
                    try await group.waitForAll()
                }
            }
        }
        #expect(times.items == [.zero] + Array(repeating: .seconds(40), count: 8))
    }

    @Test("a service that says 503 is called by fewer workers at once")
    func fewerAtOnce() async throws {
        let calls = Recorder<Int>()
        let running = Recorder<Int>()
        let first = Gate(count: 8)
        try await ScriptedServer.run({ _, _ in
            guard calls.add(0) > 8 else {
                await first.arriveAndWait()
                return .text("", status: 503)
            }
            running.add(1)
            defer { running.add(-1) }
            await Task.yield()
            return .json(listJSON([]))
        }) { server in
            try await withClient(server.url) { client in
                try await client.listAtOnce(8)
            }
            #expect(server.requests.count == 16)
        }
        var level = 0
        let levels = running.items.map { change in
            level += change
            return level
        }
        #expect(levels.max() ?? 9 <= 4)
    }

    @Test("a dead service ends the run: every call fails at once, with the number of retries and the cause")
    func deadService() async throws {
        try await ScriptedServer.run({ _, _ in .json(#"{"message": "no database"}"#, status: 500) }) { server in
            try await withClient(server.url) { client in
                var errors: [ControlPlaneError] = []
                for _ in 0..<102 {
                    do throws(ControlPlaneError) { _ = try await client.show(sampleID) } catch { errors.append(error) }
                }
                #expect(errors[99].kind == .refused(status: 500) && errors[99].words == "no database")
                #expect(errors[100].kind == .refused(status: 500))
                #expect(errors[100].words == "gave up after 500 retries in this run: no database")
                #expect(errors[101].kind == .unreachable && errors[101].words == "gave up after 500 retries in this run: no database")
                let error = await #expect(throws: ControlPlaneError.self) { _ = try await client.create(LoggerFields()) }
                #expect(error?.kind == .unreachable)
            }
            #expect(server.requests.count == 601)
        }
    }

    @Test("a cancelled call is not sent again")
    func cancelled() async throws {
        let asked = Gate(count: 1)
        let clock = InstantClock()
        try await ScriptedServer.run({ _, _ in
            await asked.arrive()
            await waitForever()
            return .json("{}")
        }) { server in
            try await withClient(server.url, settings(ticker: clock.ticker)) { client in
                await withThrowingTaskGroup { group in
                    group.addTask { _ = try await client.list() }
                    await asked.wait()
                    group.cancelAll()
                    let error = await #expect(throws: ControlPlaneError.self) { try await group.next() }
                    #expect(error?.kind == .unclear)
                }
            }
            #expect(server.requests.count == 1)
        }
        #expect(clock.sleeps.isEmpty)
    }
}
