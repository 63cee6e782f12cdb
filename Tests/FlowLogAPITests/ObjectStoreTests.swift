import FlowLogAPI
import FlowLogModel
import Testing

@Suite("Asking an object storage")
struct ObjectStoreTests {
    private static let tokens = "/v2.0/tokens"
    private static let tenant = "t"

    private static func page(_ names: [String], at time: String = "2026-11-28T01:00:00.456789") -> Reply {
        let rows = names.map { #"{"name": "\#($0)", "bytes": 1, "last_modified": "\#(time)"}"# }
        return Reply(headers: ["content-type": "application/json"], body: "[\(rows.joined(separator: ", "))]")
    }

    /// Runs `body` with the storage that has a container.
    /// - Returns: what it was asked, logins aside.
    private func withStore(
        _ name: String = "logs", answer: @escaping @Sendable (RecordedRequest) -> Reply,
        _ body: (ObjectStore, StorageContainer) async throws -> Void
    ) async throws -> [RecordedRequest] {
        var requests: [RecordedRequest] = []
        try await ScriptedServer.run({ request, url in
            request.uri == Self.tokens ? .json(tokenJSON(project: nil, endpoints: [], storage: [("KR1", url)])) : answer(request)
        }) { server in
            try await withLogin(server.url) { session in
                let container = StorageContainer(origin: server.url, tenant: Self.tenant, name: name)
                try await body(try await session.objectStore(of: container), container)
            }
            requests = server.requests.filter { $0.uri != Self.tokens }
        }
        return requests
    }

    private func finding(_ name: String = "logs", _ answer: @escaping @Sendable (RecordedRequest) -> Reply) async throws -> (
        ContainerFinding?, [String]
    ) {
        var finding: ContainerFinding?
        let requests = try await withStore(name, answer: answer) { store, container in finding = await store.finding(of: container) }
        return (finding, requests.map(\.call))
    }

    @Test("a container that is there says who may write to it, if that is shown", arguments: [nil, "", "a:b, c:*", "it's \"odd\":x"])
    func writeACL(acl: String?) async throws {
        let (finding, calls) = try await finding { _ in Reply(status: 204, headers: acl.map { ["x-container-write": $0] } ?? [:]) }
        guard case .found(let shown, _) = finding else { Issue.record("\(String(describing: finding))"); return }
        #expect(shown == acl && calls == ["HEAD /v1/AUTH_t/logs"])
    }

    @Test("a container is missing only if HEAD and GET both say so")
    func missing() async throws {
        let both = try await finding { _ in Reply(status: 404, headers: [:]) }
        #expect(both.0 == .missing && both.1 == ["HEAD /v1/AUTH_t/logs", "GET /v1/AUTH_t/logs?format=json&limit=1"])
        let (found, _) = try await finding { request in
            request.method == "HEAD" ? Reply(status: 404, headers: [:]) : Self.page(["a"])
        }
        guard case .found(writeACL: nil, _) = found else { Issue.record("\(String(describing: found))"); return }
    }

    @Test("what the storage answers in HTML is its own words; what is no list is said to be none")
    func words() async throws {
        let (refused, _) = try await finding { _ in .text("<html><h1>Forbidden</h1><p>Not you.</p></html>", status: 403, type: "text/html")
        }
        guard case .unknown(let failure) = refused else { Issue.record("\(String(describing: refused))"); return }
        #expect(failure.kind == .unanswered && failure.reason.contains("HTTP 403 Forbidden"))
        #expect(failure.reason.contains("a role in the storage's project"))
        for body in ["<html>Sign in</html>", "{}", #"[{"name": "a"}]"#, #"[{"name": "a", "last_modified": "yesterday"}]"#, ""] {
            let reply = Reply(headers: [:], body: body)
            _ = try await withStore(answer: { _ in reply }) { store, container in
                let error = await #expect(throws: StorageFailure.self) {
                    _ = try await store.list(container, below: "", most: 3) { _, _ in false }
                }
                #expect(error?.kind == .unanswered && error?.reason.contains("not a list of objects") == true)
            }
        }
    }

    @Test(
        "the name of a container goes into the path as its URL writes it",
        arguments: [("my%20logs", "my%20logs"), ("my%2520", "my%2520"), ("50%", "50%25"), ("로그", "%EB%A1%9C%EA%B7%B8"), ("a:b@c", "a:b@c")])
    func names(written: String, sent: String) async throws {
        let (_, calls) = try await finding(written) { _ in Reply(status: 204, headers: [:]) }
        #expect(calls == ["HEAD /v1/AUTH_t/\(sent)"])
    }

    @Test("a name that leads out of the account is not asked for", arguments: ["..", ".", "%2e%2E"])
    func dots(name: String) async throws {
        let (finding, calls) = try await finding(name) { _ in Reply() }
        guard case .unknown(let failure) = finding else { Issue.record("\(String(describing: finding))"); return }
        #expect(failure.kind == .notChecked && calls.isEmpty)
    }

    private func listing(
        most: Int = 3, below prefix: String = "d/", until isEnough: @escaping @Sendable ([ObjectListing.Item]) -> Bool = { _ in false },
        _ answer: @escaping @Sendable (RecordedRequest) -> Reply
    ) async throws -> (ObjectListing?, [String]) {
        var listing: ObjectListing?
        let requests = try await withStore(answer: answer) { store, container in
            listing = try await store.list(container, below: prefix, most: most) { items, _ in isEnough(items) }
        }
        return (listing, requests.map(\.uri))
    }

    @Test("a list has all pages, by marker, until one is empty")
    func pages() async throws {
        let (listing, uris) = try await listing { request in
            switch request.uri.split(separator: "&marker=").dropFirst().first {
            case nil: Self.page(["d/가 1", "d/가 2"])
            case "d%2F%EA%B0%80%202": Self.page(["d/가 3"])
            default: Self.page([])
            }
        }
        #expect(listing?.items.map(\.name) == ["d/가 1", "d/가 2", "d/가 3"] && listing?.isWhole == true)
        #expect(listing?.items.first?.lastModified == Timestamp("2026-11-28T01:00:00"))
        let first = "/v1/AUTH_t/logs?format=json&limit=10000&prefix=d%2F"
        #expect(uris == [first, "\(first)&marker=d%2F%EA%B0%80%202", "\(first)&marker=d%2F%EA%B0%80%203"])
        let single = try await self.listing { $0.uri.contains("marker") ? Self.page([]) : Self.page(["d/1"]) }
        #expect(single.0?.isWhole == true && single.1.count == 2)
    }

    @Test(
        "the last page that may be read ends a list only if it is shorter than the one before; one of all that was asked for, at once",
        arguments: [([2, 2, 1], true), ([2, 1, 2], false), ([2, 1, 1], false), ([10_000, 9], true), ([10_000, 10_000, 9], true)])
    func ends(sizes: [Int], isWhole: Bool) async throws {
        let (listing, uris) = try await listing { request in
            let marker = request.uri.split(separator: "&marker=d%2F").dropFirst().first.flatMap { Int($0) } ?? 100_000
            let number = sizes.indices.first { sizes[..<$0].reduce(100_000, +) == marker } ?? 0
            return Self.page((0..<sizes[number]).map { "d/\(marker + 1 + $0)" })
        }
        #expect(listing?.isWhole == isWhole && uris.count == sizes.count && listing?.items.count == sizes.reduce(0, +))
    }

    @Test("what is no object is passed over, and an access list that says the token back is not shown")
    func odd() async throws {
        let (listing, _) = try await listing { request in
            request.uri.contains("marker")
                ? Self.page([])
                : Reply(headers: [:], body: #"[{"subdir": "d/"}, {"name": "d/1", "last_modified": "2026-11-28T01:00:00.000000"}]"#)
        }
        #expect(listing?.items.map(\.name) == ["d/1"])
        let (found, _) = try await finding { Reply(status: 204, headers: ["x-container-write": "a:b,\($0.headers["x-auth-token"] ?? "")"]) }
        guard case .found(writeACL: nil, _) = found else { Issue.record("\(String(describing: found))"); return }
    }

    @Test("a list that goes on after the last page that may be read is not whole")
    func cut() async throws {
        let (listing, uris) = try await listing { request in
            switch request.uri.suffix(5) {
            case "d%2F1": Self.page(["d/2"])
            case "d%2F2": Self.page(["d/3"])
            default: Self.page(["d/1"])
            }
        }
        #expect(listing?.isWhole == false && uris.count == 3)
    }

    @Test("what settles the question ends the list, but not within a full page, after which there may be a newer object")
    func enough() async throws {
        let (listing, uris) = try await listing(until: { !$0.isEmpty }) { _ in Self.page(["d/1"]) }
        #expect(listing?.items.count == 1 && listing?.isWhole == false && uris.count == 1)
        let full = (0..<10_000).map { "d/\(10_000 + $0)" }
        let (whole, all) = try await self.listing(until: { !$0.isEmpty }) { request in
            request.uri.contains("marker") ? Self.page(["d/20000"], at: "2026-11-28T01:01:00") : Self.page(full)
        }
        #expect(whole?.items.count == 10_001 && whole?.isWhole == true && all.count == 2)
    }

    @Test("a storage that gives the same page again has given no list")
    func loop() async throws {
        _ = try await withStore(answer: { _ in Self.page(["d/1", "d/2"]) }) { store, container in
            let error = await #expect(throws: StorageFailure.self) {
                _ = try await store.list(container, below: "", most: 3) { _, _ in false }
            }
            #expect(error?.reason.contains("the same objects again") == true)
        }
    }

    @Test(
        "the time of a list is the storage's own, and without one nobody knows how old a file is",
        arguments: ["Sat, 28 Nov 2026 01:02:03 GMT", nil])
    func date(date: String?) async throws {
        let answer = "HTTP/1.1 200 OK\r\n\(date.map { "Date: \($0)\r\n" } ?? "")Content-Length: 2\r\n\r\n[]"
        try await RawServer.run(writing: answer) { storage in
            try await ScriptedServer.run({ _, _ in .json(tokenJSON(project: nil, endpoints: [], storage: [("KR1", storage)])) }) { server in
                try await withLogin(server.url) { session in
                    let container = StorageContainer(origin: storage, tenant: Self.tenant, name: "logs")
                    let store = try await session.objectStore(of: container)
                    do throws(StorageFailure) {
                        let listing = try await store.list(container, below: "", most: 3) { _, _ in false }
                        #expect(date != nil && listing.date == Timestamp(secondsSince1970: 1_795_827_723))
                    } catch {
                        #expect(date == nil && error.reason.contains("no Date"))
                    }
                }
            }
        }
    }

    @Test("a container that is not there has no objects, and the list says why")
    func gone() async throws {
        let (listing, _) = try await listing { _ in Reply(status: 404, headers: [:], body: "<html>") }
        #expect(listing?.items == [] && listing?.isWhole == true && listing?.isMissing == true)
    }
}
