import FlowLogAPI
import FlowLogApply
import FlowLogCLI
import FlowLogModel
import FlowLogPlan
import FlowLogSimulator
import Logging
import Testing

@Suite("Lists of the network, as a run reads them")
struct InventoryReadTests {
    private static let project = "0123456789abcdef0123456789abcdef"
    private static let all: InventoryLists = [.vpcs, .subnets, .ports, .instances]
    private static let objects = """
        {"vpcs": [{"id": "v1", "name": "운영 망", "cidrv4": "10.0.0.0/16", "tenant_id": "\(project)"}, {"id": "v2"}],
         "vpcsubnets": [{"id": "n1", "name": "web", "vpc_id": "v1"}, {"id": "n2", "vpc": {"id": "v1", "name": "운영 망"}}],
         "ports": [{"id": "p1", "network_id": "v1", "device_id": "i1", "fixed_ips": [{"subnet_id": "n1", "ip_address": "10.0.1.5"}]},
                   {"id": "p2"}, {"id": "p3", "fixed_ips": 5}],
         "servers": [{"id": "i1", "name": "web-1"}, {"id": "i2", "name": "web-2"}, {"id": "i3"}]}
        """

    /// Runs `body` with a session at a simulator that has `objects`.
    private func withSession(
        objects: String = objects, _ faults: String..., pageLimit: Int? = nil, bareComputeURL: Bool = false,
        _ body: (Session, SimulatorHandle) async throws -> Void
    ) async throws {
        let configuration = SimulatorConfiguration(
            pageLimit: pageLimit, inventory: try FlowLogSimulator.Inventory(parsing: Array(objects.utf8)),
            hasBareComputeURL: bareComputeURL, faults: try faults.map { try Fault($0) })
        try await withSimulator(configuration) { simulator in
            let credentials = Credentials.password(
                authURL: try ServiceURL(simulator.baseURL, setting: "OS_AUTH_URL"), username: "me", password: Secret("secret"),
                tenant: .id(Self.project))
            try await withSession(credentials, endpoint: nil) { try await body($0, simulator) }
        }
    }

    private func withSession(_ credentials: Credentials, endpoint: String?, _ body: (Session) async throws -> Void) async throws {
        let settings = TransportSettings(
            requestTimeout: .seconds(60), parallelism: 8, version: "1", logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
            ticker: Ticker(now: { .zero }, sleep: { _ in }))
        try await withEdge(settings) { try await body(try $0.session(credentials, endpoint: endpoint, trusting: nil)) }
    }

    private func read(_ lists: InventoryLists = all, through session: Session) async -> FlowLogPlan.Inventory {
        await FlowLogPlan.Inventory(lists, region: "KR1", projectID: ProjectID(Self.project), through: session)
    }

    @Test("each list is read whole with its objects as they are, whatever the server makes of pages", arguments: [nil, 1, 2])
    func whole(pageLimit: Int?) async throws {
        for isBare in [false, true] {
            try await withSession(pageLimit: pageLimit, bareComputeURL: isBare) { session, _ in
                let inventory = await read(through: session)
                let owner = NetworkOwner(projectID: ProjectID(Self.project))
                #expect(
                    inventory
                        == FlowLogPlan.Inventory(
                            projectID: ProjectID(Self.project),
                            vpcs: .success([
                                VPC(id: "v1", name: "운영 망", cidr: "10.0.0.0/16", owner: owner), VPC(id: "v2", owner: owner),
                            ]),
                            subnets: .success([
                                Subnet(id: "n1", name: "web", vpcID: "v1", owner: owner),
                                Subnet(id: "n2", vpcID: "v1", vpcName: "운영 망", owner: owner),
                            ]),
                            ports: .success([
                                Port(
                                    id: "p1", vpcID: "v1", addresses: [Port.Address(subnetID: "n1", ip: "10.0.1.5")], deviceID: "i1",
                                    projectID: ProjectID(Self.project)),
                                Port(id: "p2", projectID: ProjectID(Self.project)), Port(id: "p3", projectID: ProjectID(Self.project)),
                            ]),
                            instances: .success([
                                Instance(id: "i1", name: "web-1"), Instance(id: "i2", name: "web-2"), Instance(id: "i3"),
                            ])))
            }
        }
    }

    @Test("instances are read whole from a server that caps its pages and gives no links, and from one that knows no marker")
    func oddPages() async throws {
        for (fault, limit) in [("GET */servers no-links", 2), ("GET */servers ignores=marker,limit", nil)] as [(String, Int?)] {
            try await withSession(fault, pageLimit: limit) { session, _ in
                let instances = try await read(.instances, through: session).instances?.get()
                #expect(instances?.map(\.id) == ["i1", "i2", "i3"])
            }
        }
    }

    @Test("only the lists that are needed are asked for, each once")
    func calls() async throws {
        try await withSession { session, simulator in
            let nothing = await read([], through: session)
            #expect(nothing == FlowLogPlan.Inventory(projectID: ProjectID(Self.project)))
            #expect(await simulator.requests.isEmpty)
            let some = await read([.vpcs, .ports], through: session)
            #expect(some.subnets == nil && some.instances == nil)
            let paths = await simulator.requests.map(\.path)
            #expect(paths.sorted() == ["/v2.0/ports", "/v2.0/tokens", "/v2.0/vpcs"])
        }
    }

    @Test(
        "a list that fails is its own failure, which names the call, and neither that of the others nor of the loggers",
        arguments: [
            ("/v2.0/vpcs", InventoryLists.vpcs), ("/v2.0/vpcsubnets", .subnets), ("/v2.0/ports", .ports),
            ("/compute/v2/\(project)/servers", .instances),
        ],
        [
            ("status=403", StackFailure.Code.authentication), ("status=401", .authentication), ("status=400", .api), ("status=503", .api),
            ("garbage", .api), ("truncate", .api), ("drop-before", .api),
        ])
    func failures(list: (path: String, is: InventoryLists), fault: (kind: String, code: StackFailure.Code)) async throws {
        try await withSession("GET \(list.path) \(fault.kind)") { session, _ in
            let inventory = await read(through: session)
            let failures: [(InventoryLists, StackFailure?)] = [
                (.vpcs, failure(of: inventory.vpcs)), (.subnets, failure(of: inventory.subnets)), (.ports, failure(of: inventory.ports)),
                (.instances, failure(of: inventory.instances)),
            ]
            for (found, failure) in failures {
                #expect((failure != nil) == (found == list.is), "\(found)")
                guard let failure else { continue }
                #expect(failure.code == fault.code)
                #expect(failure.message.contains("(GET http://127.0.0.1:") && failure.message.contains(list.path), "\(failure.message)")
            }
            let loggers = try await session.client(region: "KR1").list()
            #expect(loggers.isEmpty)
        }
    }

    @Test("no instances in the catalog, or no catalog, is an error of the configuration for those who look for instances")
    func noCompute() async throws {
        try await withSession(objects: #"{"vpcs": [{"id": "v1"}]}"#) { session, simulator in
            let inventory = await read([.vpcs, .instances], through: session)
            let found = try inventory.vpcs?.get().map(\.id)
            #expect(found == ["v1"])
            #expect(failure(of: inventory.instances)?.code == .configuration)
            #expect(failure(of: inventory.instances)?.message.hasPrefix("the service catalog has no compute service; ") == true)

            let token = Credentials.token(Secret(try await simulator.token(for: Self.project)))
            try await withSession(token, endpoint: simulator.baseURL) { session in
                let inventory = await read([.vpcs, .instances], through: session)
                let found = try inventory.vpcs?.get().map(\.id)
                #expect(found == ["v1"])
                #expect(failure(of: inventory.instances)?.code == .configuration)
                #expect(failure(of: inventory.instances)?.message.contains("log in with a password") == true)
            }
        }
    }

    private func failure<Object>(of list: FlowLogPlan.Inventory.List<Object>) -> StackFailure? {
        if case .failure(let failure) = list { failure } else { nil }
    }
}
