import AsyncHTTPClient
import FoundationEssentials
import NIOCore
import NIOHTTP1
import Testing

@testable import FlowLogSimulator

@Suite("The object storage")
struct StorageTests {
    private static let containers = """
        {"containers": [
            {"account": "tenant-a", "name": "flowlog", "X-Container-Write": "flowlog-system:flowlog-writer, b:*", "X-Container-Read": "tenant-b:*",
             "X-Container-Object-Lifecycle": "30",
             "objects": [{"name": "d/가"}, {"name": "d/2", "bytes": 7, "last_modified": "2026-11-27T01:02:03.456789"}, {"name": "d/10"}, {"name": "e"}]},
            {"account": "tenant-a", "name": "로그 1"}, {"account": "tenant-b", "name": "theirs"}]}
        """

    private func withStorage(
        _ change: (inout SimulatorConfiguration) -> Void = { _ in }, faults: String..., pageLimit: Int? = nil,
        _ body: (Client) async throws -> Void
    ) async throws {
        var configuration = SimulatorConfiguration(
            buildTime: .zero, pageLimit: pageLimit, inventory: try inventory(Self.containers), faults: try faults.map(Fault.init))
        change(&configuration)
        try await withClient(configuration, body)
    }

    private func names(_ reply: Reply) -> [String] { reply.json.array?.compactMap { $0.object?["name"]?.string } ?? [] }

    @Test("the catalog leads to it only if the inventory has containers")
    func catalog() async throws {
        func urls(_ client: Client) async throws -> [String] {
            let reply = try await client.login(["tenantId": "t 1", "passwordCredentials": ["username": "x", "password": "secret"]])
            let services = reply.json.object?["access"]?.object?["serviceCatalog"]?.array ?? []
            return services.compactMap(\.object).filter { $0["type"] == "object-store" }.flatMap { $0["endpoints"]?.array ?? [] }
                .compactMap { $0.object?["publicURL"]?.string }
        }
        try await withStorage { client in
            let urls = try await urls(client)
            #expect(urls == ["\(client.simulator.baseURL)/v1/AUTH_t%201"])
        }
        try await withInventory { client in
            let urls = try await urls(client)
            #expect(urls.allSatisfy { $0.contains(".invalid/") })
        }
    }

    @Test("a container answers HEAD without a body, with its headers, by the storage's clock")
    func head() async throws {
        try await withStorage {
            $0.storageClockSkew = .seconds(-3_600)
        } _: { client in
            let reply = try await client.call("HEAD", "/v1/AUTH_tenant-a/flowlog")
            #expect(reply.status == 204 && reply.text.isEmpty)
            #expect(reply.headers["x-container-write"] == "flowlog-system:flowlog-writer, b:*")
            #expect(reply.headers["x-container-object-lifecycle"] == "30" && reply.headers["x-container-object-count"] == "4")
            #expect(reply.headers["date"] == "Fri, 02 Jan 2026 02:04:05 GMT" && reply.headers["x-trans-id"] != nil)
            #expect(try await client.list().headers["date"] == "Fri, 02 Jan 2026 03:04:05 GMT")
            #expect(try await client.call("HEAD", "/v1/AUTH_tenant-a/gone").status == 404)
        }
    }

    @Test("objects are listed in the order of their bytes, below a prefix, after a marker, in pages")
    func list() async throws {
        try await withStorage { client in
            let path = "/v1/AUTH_tenant-a/flowlog?format=json"
            let all = try await client.call("GET", path)
            #expect(names(all) == ["d/10", "d/2", "d/가", "e"])
            #expect(all.json.array?[1].object?["last_modified"] == "2026-11-27T01:02:03.456789" && all.json.array?[1].object?["bytes"] == 7)
            #expect(names(try await client.call("GET", path + "&prefix=d%2F&marker=d%2F10&limit=1")) == ["d/2"])
            #expect(names(try await client.call("GET", path + "&marker=d%2F2&end_marker=e")) == ["d/가"])
            #expect(try await client.call("GET", path + "&prefix=x").text == "[]")
            #expect(try await client.call("GET", "/v1/AUTH_tenant-a/flowlog?prefix=d/1").text == "d/10\n")
            #expect(try await client.call("GET", "/v1/AUTH_tenant-a/flowlog?prefix=x").status == 204)
            #expect(try await client.call("GET", path + "&limit=10001").status == 412)
            #expect(try await client.call("GET", "/v1/AUTH_tenant-a/gone?limit=1").status == 404)
        }
        try await withStorage(pageLimit: 2) { client in
            let page = try await client.call("GET", "/v1/AUTH_tenant-a/flowlog?format=json")
            #expect(names(page) == ["d/10", "d/2"])
        }
    }

    @Test("a token opens its own account, and of others what their access lists let it; those are shown to the account only")
    func rights() async throws {
        try await withStorage { client in
            var stranger = client
            for (token, status) in [(nil, 401), ("bad", 401)] as [(String?, Int)] {
                stranger.token = token
                let refused = try await stranger.call("GET", "/v1/AUTH_tenant-a/flowlog")
                #expect(refused.status == status && refused.text.hasPrefix("<html><h1>Unauthorized</h1>"))
                #expect(refused.headers["content-type"]?.hasPrefix("text/html") == true)
            }
            #expect(try await client.call("HEAD", "/v1/AUTH_tenant-b/theirs").status == 403)
            #expect(try await client.call("HEAD", "/v1/AUTH_tenant-b/gone").status == 403)
            let guest = try await client.loggedIn(tenant: "tenant-b")
            let shown = try await guest.call("HEAD", "/v1/AUTH_tenant-a/flowlog")
            #expect(
                shown.status == 204 && shown.headers["x-container-write"] == nil && shown.headers["x-container-object-lifecycle"] == "30")
            #expect(try await guest.call("PUT", "/v1/AUTH_tenant-a/flowlog/x").status == 403)
            let writer = try await client.loggedIn(tenant: "b")
            #expect(try await writer.call("PUT", "/v1/AUTH_tenant-a/flowlog/x").status == 201)
            #expect(try await writer.call("GET", "/v1/AUTH_tenant-a/flowlog").status == 403)
            #expect(try await writer.call("DELETE", "/v1/AUTH_tenant-a/flowlog").status == 403)
        }
    }

    @Test("containers and objects are made, changed and deleted; a header replaces the whole list")
    func writes() async throws {
        try await withStorage { (client: Client) async throws in
            func post(_ list: String) async throws -> Int {
                var request = HTTPClientRequest(url: client.simulator.baseURL + "/v1/AUTH_tenant-a/flowlog")
                request.method = .POST
                request.headers.add(name: "X-Auth-Token", value: client.token ?? "")
                request.headers.add(name: "X-Container-Write", value: list)
                return Int(try await HTTPClient.shared.execute(request, timeout: .seconds(120)).status.code)
            }
            #expect(try await post("x:y") == 204)
            #expect(try await client.call("HEAD", "/v1/AUTH_tenant-a/flowlog").headers["x-container-write"] == "x:y")
            #expect(try await post("") == 204)
            #expect(try await client.call("HEAD", "/v1/AUTH_tenant-a/flowlog").headers["x-container-write"] == nil)

            #expect(try await client.call("PUT", "/v1/AUTH_tenant-a/new").status == 201)
            #expect(try await client.call("PUT", "/v1/AUTH_tenant-a/new").status == 202)
            #expect(try await client.call("PUT", "/v1/AUTH_tenant-a/new/a%20b/c+d").status == 201)
            #expect(names(try await client.call("GET", "/v1/AUTH_tenant-a/new?format=json")) == ["a b/c+d"])
            #expect(try await client.call("DELETE", "/v1/AUTH_tenant-a/new").status == 409)
            #expect(try await client.call("GET", "/v1/AUTH_tenant-a/new/a%20b/c+d").status == 200)
            #expect(try await client.call("DELETE", "/v1/AUTH_tenant-a/new/a%20b/c+d").status == 204)
            #expect(try await client.call("GET", "/v1/AUTH_tenant-a/new/a%20b/c+d").status == 404)
            #expect(try await client.call("DELETE", "/v1/AUTH_tenant-a/new").status == 204)
            #expect(try await client.call("HEAD", "/v1/AUTH_tenant-a/new").status == 404)
            #expect(try await client.call("HEAD", "/v1/AUTH_tenant-a/%EB%A1%9C%EA%B7%B8%201").status == 204)
            #expect(try await client.call("PUT", "/v1/AUTH_tenant-a/a%2Fb").status == 412)
        }
    }

    private func logger(_ container: String, _ changes: [String: JSONValue?] = [:]) -> JSONObject {
        request(["storage_url": .string("https://any.example.com/v1/AUTH_tenant-a/\(container)/dir%201/")].merging(changes) { $1 })
    }

    @Test("a new logger ends in ERROR if its container is not there or does not let the system account write; that is tried once")
    func dummyWrite() async throws {
        try await withStorage { client in
            func status(_ id: String) async throws -> [JSONValue?] {
                let logger = try await client.show(id).logger
                return [logger["status"], logger["error_type"]]
            }
            let good = try await client.create(logger("flowlog")).id
            #expect(try await status(good) == ["ACTIVE", ""])
            let missing = try await client.create(logger("gone")).id
            #expect(try await status(missing) == ["ERROR", "OBSServiceNotAvailableError"])
            let refused = try await client.create(logger("%EB%A1%9C%EA%B7%B8%201")).id
            #expect(try await status(refused) == ["ERROR", "OBSConfigurationError"])
            let named = try await client.create(logger("noauth")).id
            #expect(try await status(named) == ["ERROR", "OBSServiceNotAvailableError"])
            #expect(try await client.call("PATCH", "/_simulator/containers/tenant-a/flowlog", ["X-Container-Write": ""]).status == 200)
            #expect(try await status(good) == ["ACTIVE", ""])
        }
    }

    @Test("an ACTIVE logger writes an object each interval, named by its templates in the service's zone, while it may")
    func objects() async throws {
        try await withStorage {
            $0.objectInterval = .seconds(600)
        } _: { client in
            func names() async throws -> [String] {
                self.names(try await client.call("GET", "/v1/AUTH_tenant-a/flowlog?format=json&prefix=dir"))
            }
            let day = try await client.create(logger("flowlog")).id
            client.simulator.clock.advance(by: .seconds(599))
            #expect(try await names().isEmpty)
            client.simulator.clock.advance(by: .seconds(1))
            #expect(try await names() == ["dir 1/2026/01/02/\(day)_2026-01-02T12:14:05KST"])
            _ = try await client.edit(day, ["name": "web", "admin_state_up": false])
            client.simulator.clock.advance(by: .seconds(6_000))
            #expect(try await names().count == 1)

            let zoned = logger("gone", ["customized_file_name": .string(LoggerField.serversFileName)])
            #expect(try await client.create(zoned).status == 201)
            #expect(
                try await client.create(request(["customized_file_name": .string("#{timezone}\(LoggerField.serversFileName)")])).status
                    == 400)
            let hour = try await client.create(
                logger(
                    "flowlog",
                    ["partition_period": "HOUR", "customized_file_name": "#{hour}#{minute}#{second}-#{year}#{month}#{day}_#{logger_id}"])
            ).id
            client.simulator.clock.advance(by: .seconds(600))
            #expect(try await names().contains("dir 1/2026/01/02/14/140405-20260102_\(hour)"))
            #expect(try await client.call("PATCH", "/_simulator/containers/flowlog", ["X-Container-Write": "someone:*"]).status == 200)
            client.simulator.clock.advance(by: .seconds(6_000))
            #expect(try await names().count == 2)
            #expect(try await client.show(hour).logger["status"] == "ACTIVE")
            #expect(
                try await client.call("PATCH", "/_simulator/containers/flowlog", ["X-Container-Write": "*:flowlog-writer"]).status == 200)
            client.simulator.clock.advance(by: .seconds(600))
            #expect(try await names().count == 3)
        }
    }

    @Test("containers are changed behind the back of the API; a name that two accounts have needs its account")
    func backdoor() async throws {
        try await withStorage { (client: Client) async throws in
            let path = "/_simulator/containers"
            #expect(
                try await client.call("PUT", "\(path)/tenant-c/flowlog", ["X-Container-Read": ".r:*", "objects": [["name": "x"]]]).status
                    == 201)
            #expect(try await client.call("PATCH", "\(path)/flowlog", ["X-Container-Read": "a:b"]).status == 400)
            #expect(try await client.call("PATCH", "\(path)/tenant-a%2Fflowlog", ["objects": []]).status == 200)
            #expect(try await client.call("GET", "/v1/AUTH_tenant-a/flowlog?format=json").text == "[]")
            #expect(try await client.call("PATCH", "\(path)/tenant-a/flowlog", ["acl": "x"]).status == 400)
            #expect(try await client.call("DELETE", "\(path)/tenant-a/flowlog").status == 204)
            #expect(try await client.call("PATCH", "\(path)/tenant-a/flowlog", ["objects": []]).status == 404)
            #expect(try await client.call("HEAD", "/v1/AUTH_tenant-a/flowlog").status == 404)
        }
        try await withInventory { (client: Client) async throws in
            #expect(try await client.call("DELETE", "/_simulator/containers/a/b").status == 404)
            #expect(try await client.call("HEAD", "/v1/AUTH_tenant-a/flowlog").status == 404)
        }
    }

    @Test("faults hit it, HEAD by its own name, and its calls are listed without tokens")
    func faults() async throws {
        try await withStorage(faults: "HEAD /v1/* status=503 n=1") { client in
            #expect(try await client.call("GET", "/v1/AUTH_tenant-a/flowlog").status == 200)
            #expect(try await client.call("HEAD", "/v1/AUTH_tenant-a/flowlog").status == 503)
            #expect(try await client.call("HEAD", "/v1/AUTH_tenant-a/flowlog").status == 204)
            let listed = try await client.call("GET", "/_simulator/requests").text
            #expect(listed.contains(#""method":"HEAD""#) && !listed.contains(client.token ?? "-"))
        }
    }
}
