import Testing

@testable import FlowLogSimulator

@Suite("Which calls a fault hits")
struct FaultChoiceTests {
    private func call(_ method: String, _ path: String) -> Call { Call(method: method, target: path, baseURL: "http://x") }

    /// Whether each of some equal calls is hit.
    private func hits(_ faults: [String], calls: Int, seed: UInt64 = 0) throws -> [[Int]] {
        let faults = try faults.map(Fault.init)
        var injector = FaultInjector(faults, seed: seed)
        return (0..<calls).map { _ in injector.next(for: call("GET", "/v2.0/x")).compactMap(faults.firstIndex) }
    }

    @Test(
        "a star stands for any text, and the rest is compared byte by byte",
        arguments: [
            ("/v2.0/x", "/v2.0/x", true), ("/v2.0/x", "/v2.0/xy", false), ("/v2.0/x", "/v2.0", false), ("*", "/", true),
            ("*", "/v2.0/x?name=y", true), ("/v2.0/*", "/v2.0/", true), ("/v2.0/*", "/v2.0/a/b", true), ("/v2.0/*", "/v2.0", false),
            ("*/x", "/v2.0/x?limit=1", true), ("*/x", "/v2.0/x/y", false), ("/a*a", "/a", false), ("/a*a", "/aa", true),
            ("*a*b*", "/xaxbx", true), ("*a*b*", "/xbxax", false), ("**", "/x", true), ("/*ab*ab", "/ab", false),
            ("/*ab*ab", "/abab", true),
            ("/*ab*b", "/xaabb", true), ("/x.y", "/xzy", false), ("/X", "/x", false), ("/e\u{301}", "/\u{e9}", false),
        ]
    )
    func globs(_ glob: String, _ path: String, _ matches: Bool) throws {
        #expect(try Fault("GET \(glob) garbage").matches(call("GET", path)) == matches)
    }

    @Test("a method is the fault's, or any for a star")
    func methods() throws {
        #expect(try Fault("GET * garbage").matches(call("GET", "/")))
        #expect(try !Fault("GET * garbage").matches(call("POST", "/")))
        #expect(try Fault("* * garbage").matches(call("PATCH", "/")))
    }

    @Test("a count hits the first calls that match, a range those of its numbers, each fault for itself")
    func counts() throws {
        let faults = ["GET * garbage n=2", "GET * truncate n=2-3", "POST * drop-before", "GET * delay=1s n=4-4", "GET * no-body n=4-"]
        let hits = try hits(faults, calls: 6)
        #expect(hits == [[0], [0, 1], [1], [3, 4], [4], [4]])
    }

    @Test("a probability of 1 hits every call, one of 0 none", arguments: [("1", 50), ("0", 0), ("1.0", 50)])
    func certain(_ probability: String, _ count: Int) throws {
        #expect(try hits(["GET * garbage p=\(probability)"], calls: 50).joined().count == count)
    }

    @Test("a probability hits about that share of the calls, in another order with another seed", arguments: [0.1, 0.5, 0.9])
    func share(_ probability: Double) throws {
        let first = try hits(["GET * garbage p=\(probability)"], calls: 10_000, seed: 1)
        let second = try hits(["GET * garbage p=\(probability)"], calls: 10_000, seed: 2)
        for hits in [first, second] { #expect(abs(Double(hits.joined().count) / 10_000 - probability) < 0.03) }
        #expect(first != second)
    }

    @Test("the same seed and calls give the same faults, whatever other faults and calls there are")
    func seeded() throws {
        let alone = try hits(["GET * garbage p=0.5"], calls: 100, seed: 7)
        #expect(try hits(["GET * garbage p=0.5"], calls: 100, seed: 7) == alone)
        let together = try hits(["GET * garbage p=0.5", "GET * truncate p=0.5"], calls: 100, seed: 7)
        #expect(together.map { $0.filter { $0 == 0 } } == alone)
        #expect(together.map { $0.contains(0) } != together.map { $0.contains(1) })

        var injector = FaultInjector([try Fault("GET * garbage p=0.5")], seed: 7)
        let mixed = (0..<100).map { _ in
            _ = injector.next(for: call("POST", "/"))
            return injector.next(for: call("GET", "/")).map { _ in 0 }
        }
        #expect(mixed == alone)
    }

    @Test("a probability and a count together hit at most the first calls")
    func both() throws {
        let hits = try hits(["GET * garbage p=0.5 n=20"], calls: 1000, seed: 3).map { !$0.isEmpty }
        #expect(hits.prefix(20).contains(true))
        #expect(hits.prefix(20).contains(false))
        #expect(!hits.dropFirst(20).contains(true))
    }

    @Test(
        "every kind is read",
        arguments: [
            ("status=503", .status(503, retryAfter: nil)), ("status=429,retry-after=2", .status(429, retryAfter: .seconds(2))),
            ("status=503,retry-after-date=0", .status(503, retryAfter: .date(0))), ("drop-before", .dropBefore),
            ("drop-after-commit", .dropAfterCommit), ("delay=500ms", .delay(.milliseconds(500))), ("truncate", .truncate),
            ("garbage", .garbage), ("delete-lag=1h", .deleteLag(.seconds(3600))), ("no-body", .noBody(status: nil)),
            ("no-body=204", .noBody(status: 204)), ("ids=upper,dashed-project", .ids([.upper, .dashedProject])),
            ("lacks=filter,network_id", .lacks(["filter", "network_id"])), ("nulls=name,status", .nulls(["name", "status"])),
        ] as [(String, Fault.Kind)]
    )
    func kinds(_ text: String, _ kind: Fault.Kind) throws {
        let fault = try Fault("  DELETE\t/v2.0/*   \(text) ")
        #expect(fault.kind == kind)
        #expect(fault.method == "DELETE")
        #expect(fault.pathGlob == "/v2.0/*")
    }

    @Test("reads that lag are for GET only, what is stored otherwise for POST and PUT")
    func staleList() throws {
        #expect(try Fault("GET * stale-list=30s").kind == .staleList(.seconds(30)))
        #expect(try Fault("GET * stale-show=30s").kind == .staleShow(.seconds(30)))
        #expect(try Fault("GET * ignores=marker,router:external").kind == .ignores(["marker", "router:external"]))
        #expect(try Fault("GET * no-links").kind == .noLinks)
        #expect(try Fault("PUT * stores=trim-text,lower-host").kind == .stores([.trimText, .lowerHost]))
        #expect(try Fault("* * stale-list=30s").method == nil)
    }

    private static let more =
        "no-body, stale-list=DURATION, stale-show=DURATION, delete-lag=DURATION, stores=FORM, ids=FORM, lacks=FIELD, nulls=FIELD, "
        + "ignores=NAME or no-links"

    @Test(
        "what is no fault is an error that says why",
        arguments: [
            ("", "expecting METHOD PATH-GLOB KIND, as in 'POST * drop-before'"),
            ("GET garbage", "expecting METHOD PATH-GLOB KIND, as in 'POST * drop-before'"),
            ("get * garbage", "'get' is not a method: GET, HEAD, POST, PUT, DELETE or *"),
            ("GET v2.0 garbage", "path 'v2.0' starts with neither / nor *"),
            ("GET /x?name=y garbage", "path '/x?name=y' has a query: only the path is looked at"),
            (
                "GET * fire",
                "'fire' is not a kind of fault: status=CODE, drop-before, drop-after-commit, delay=DURATION, truncate, garbage, \(more)"
            ),
            (
                "GET * delay",
                "'delay' is not a kind of fault: status=CODE, drop-before, drop-after-commit, delay=DURATION, truncate, garbage, \(more)"
            ),
            (
                "GET * garbage=1",
                "'garbage=1' is not a kind of fault: status=CODE, drop-before, drop-after-commit, delay=DURATION, truncate, garbage, \(more)"
            ),
            ("GET * delay=5", "delay=5: not a duration like 500ms, 2s or 10m"),
            ("DELETE * delete-lag=1", "delete-lag=1: not a duration like 500ms, 2s or 10m"),
            ("PUT * stale-list=1s", "'stale-list=1s' is for GET, not for PUT"),
            ("GET * delete-lag=1s", "'delete-lag=1s' is for DELETE, not for GET"),
            ("GET * stores=trim-text", "'stores=trim-text' is for POST and PUT, not for GET"),
            ("GET * stale-show=1", "stale-show=1: not a duration like 500ms, 2s or 10m"),
            ("* * no-body=404", "no-body=404: not a code from 200 to 299"),
            ("* * lacks=fliter", "lacks=fliter: neither loggers nor the inventory have a field 'fliter'"),
            ("* * nulls=", "nulls=: neither loggers nor the inventory have a field ''"),
            ("GET * ignores=markers", "ignores=markers: no list heeds 'markers' anyway"),
            ("PUT * ignores=marker", "'ignores=marker' is for GET, not for PUT"),
            ("POST * no-links", "'no-links' is for GET, not for POST"),
            ("* * ids=upper,lower", "ids=upper,lower: 'lower' is none of upper, upper-project, dashed-project"),
            (
                "PUT * stores=",
                "stores=: '' is none of clamp-interval, lower-host, decode-url, squeeze-url, sort-columns, raw-parquet, trim-text, squeeze-text, drop-brackets"
            ),
            ("GET * status=200", "status=200: '200' is not a code from 400 to 599"),
            ("GET * status=", "status=: '' is not a code from 400 to 599"),
            ("GET * status=429,retry=2", "status=429,retry=2: after the code comes retry-after=SECONDS or retry-after-date=SECONDS"),
            (
                "GET * status=429,retry-after=-1",
                "status=429,retry-after=-1: after the code comes retry-after=SECONDS or retry-after-date=SECONDS"
            ),
            ("GET * garbage p=2", "p=2: not a number from 0 to 1"), ("GET * garbage p=nan", "p=nan: not a number from 0 to 1"),
            ("GET * garbage n=0", "n=0: neither a count from 1 nor a range like 2-4 or 5-"),
            ("GET * garbage n=4-2", "n=4-2: neither a count from 1 nor a range like 2-4 or 5-"),
            ("GET * garbage n=1-2-3", "n=1-2-3: neither a count from 1 nor a range like 2-4 or 5-"),
            ("GET * garbage n=", "n=: neither a count from 1 nor a range like 2-4 or 5-"),
            ("GET * garbage n=99999999999999999999", "n=99999999999999999999: neither a count from 1 nor a range like 2-4 or 5-"),
            ("GET * garbage n=1 n=2", "'n=2' is the second of its kind"),
            ("GET * garbage q=1", "'q=1' is neither p=PROBABILITY nor n=COUNT"),
            ("GET * garbage p", "'p' is neither p=PROBABILITY nor n=COUNT"),
        ]
    )
    func invalid(_ text: String, _ reason: String) {
        let error = #expect(throws: Fault.Invalid.self) { try Fault(text) }
        #expect(error?.description == reason)
    }
}
