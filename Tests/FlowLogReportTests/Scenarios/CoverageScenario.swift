import FlowLogModel
import FlowLogPlan
import FlowLogVerify
import TestSupport

/// Reports of coverage.
enum CoverageScenario {
    /// Every state, partly and wholly covered subnets, ports without a subnet, VPC, address or owner, ports of others, exclusions of every kind,
    /// and minima that are reached, missed and not to be had; beside a place of which nothing is known and one with nothing to cover.
    static let states = CoverageReport([
        place("KR1", minimum: 60, network()), place("KR2", minimum: 1, .success(found(Coverage.Facts(project), []))),
        place("JP1", minimum: 100, .failure(StackFailure(.api, "GET /v2.0/ports: 503 from the proxy"))),
        place(
            "KR3", cloud: "dev", minimum: nil,
            .success(found(whole, [Subnet(id: uuid(60), name: "web", cidr: "10.1.0.0/24", vpcID: uuid(6))]))),
    ])

    /// Text of others wherever it can stand, in places that are alike but for it.
    /// - Parameter text: the text of a number below `injections.count`.
    static func injected(_ text: (Int) -> String) -> CoverageReport {
        let numbers = injections.indices
        var facts = Coverage.Facts(project)
        facts.vpcs = numbers.map { VPC(id: uuid(1_000 + $0), name: text($0), cidr: text($0)) }
        facts.loggers = numbers.map { number in
            logger(number, .subnet, 2_000 + number, owner: nil, status: .error, errorType: text(number)).withID("\(text(number))\(number)")
        }
        facts.ports = numbers.flatMap { number -> [Port] in
            let open = port(
                3_000 + number, vpc: 1_000 + number, subnet: 2_000 + number, ip: text(number), owner: text(number), name: text(number))
            var named = open
            named.id = "\(text(number))\(number)"
            named.addresses?[0].ip = nil
            named.deviceOwner = "x"
            return [open, named]
        }
        let subnets = numbers.map { Subnet(id: uuid(2_000 + $0), name: text($0), cidr: text($0), vpcID: uuid(1_000 + $0)) }
        let uses = numbers.flatMap { number -> [ExclusionUse] in
            let kinds: [(CoverageWish.Exclusion.Ports, ExclusionUse.State)] = [
                (.deviceOwner(text(number)), .holds(ports: 1)), (.resource(NamedResource([.vpc: text(number)])), .unused(text(number))),
            ]
            return kinds.map { ExclusionUse(stack: "s", exclusion: CoverageWish.Exclusion(ports: $0, reason: text(number)), state: $1) }
        }
        return CoverageReport(
            // Without a region, so that it comes first whatever the texts are.
            [place(nil, minimum: 90, .success(found(facts, subnets, uses)))]
                + numbers.map { place("\(text($0))\($0)", cloud: "\(text($0))\($0)", minimum: nil, .failure(StackFailure(.api, text($0)))) }
        )
    }

    // MARK: parts

    private static let project = ProjectID("project")

    private static func place(
        _ region: String?, cloud: String? = nil, minimum: Int?, _ outcome: Result<PlaceCoverage.Found, StackFailure>
    ) -> PlaceCoverage {
        PlaceCoverage(place: Place(cloud: cloud, region: region), projectID: project, minimum: minimum, outcome: outcome)
    }

    private static func found(_ facts: Coverage.Facts, _ subnets: [Subnet], _ uses: [ExclusionUse] = []) -> PlaceCoverage.Found {
        var exclusions = Exclusions()
        for case .holds in uses.map(\.state) { exclusions.add(deviceOwner: "sandbox") }
        let coverage = Coverage(facts, excluding: exclusions)
        return PlaceCoverage.Found(
            coverage: coverage, tree: CoverageTree(coverage, vpcs: facts.vpcs, subnets: subnets, projectID: project), exclusions: uses)
    }

    private static func logger(
        _ number: Int, _ kind: ResourceKind, _ target: Int, owner: String? = "prod", status: LoggerStatus = .active,
        errorType: String = "", _ fields: [LoggerField: FieldValue] = [:]
    ) -> LiveLogger {
        let key = ["web", "app", "db", "batch", "operations", "edge"][number % 6]
        let own: [LoggerField: FieldValue] = [.resourceType: .string(kind.rawValue), .connectionSetupOnly: .boolean(false)]
        return live(
            number, like: desired(key, target: target, own.merging(fields) { $1 }), owner: owner, status: status, errorType: errorType)
    }

    private static func port(
        _ number: Int, vpc: Int? = 1, subnet: Int? = nil, ip: String? = nil, owner: String? = "compute:kr-pub-a", name: String? = ""
    ) -> Port {
        Port(
            id: uuid(number), name: name, vpcID: vpc.map { uuid($0) },
            addresses: subnet.map { [Port.Address(subnetID: uuid($0), ip: ip)] } ?? [], deviceID: "device", deviceOwner: owner,
            status: "ACTIVE", projectID: project)
    }

    private static var whole: Coverage.Facts {
        var facts = Coverage.Facts(project)
        facts.vpcs = [VPC(id: uuid(6), name: "dev", cidr: "10.1.0.0/16")]
        facts.ports = [port(600, vpc: 6, subnet: 60, ip: "10.1.0.10")]
        facts.loggers = [logger(0, .vpc, 6)]
        facts.loggingPorts = [LoggingPort(loggerID: facts.loggers[0].id, portID: uuid(600))]
        return facts
    }

    private static func network() -> Result<PlaceCoverage.Found, StackFailure> {
        var facts = Coverage.Facts(project)
        facts.vpcs = [VPC(id: uuid(1), name: "prod", cidr: "10.0.0.0/16"), VPC(id: uuid(2), name: "Default Network"), VPC(id: uuid(3))]
        let names = ["web", "app", "db", "batch", "운영", "dmz"]
        let subnets =
            names.enumerated().map { Subnet(id: uuid(10 + $0), name: $1, cidr: "10.0.\($0).0/24", vpcID: uuid(1)) } + [
                Subnet(id: uuid(20), name: "Default Network", cidr: "192.168.0.0/24", vpcID: uuid(2)),
                Subnet(id: uuid(21), name: "empty", cidr: "192.168.1.0/24", vpcID: uuid(2)),
            ]
        for (subnet, count) in [3, 2, 2, 1, 2, 1].enumerated() {
            facts.ports += (0..<count).map { port(100 + subnet * 10 + $0, subnet: 10 + subnet, ip: "10.0.\(subnet).\(9 + $0)") }
        }
        facts.loggers = [
            logger(0, .subnet, 10), logger(1, .subnet, 11, owner: nil), logger(2, .subnet, 12, [.filter: .string("DROP")]),
            logger(3, .subnet, 13, status: .error, errorType: "OBSConfigurationError"),
            logger(4, .subnet, 14, status: .inactive, [.adminStateUp: .boolean(false)]), logger(5, .subnet, 15, status: .build),
        ]
        let listed = [(0, 100), (0, 101), (0, 102), (1, 110), (2, 120), (2, 121)]
        facts.loggingPorts = listed.map { LoggingPort(loggerID: facts.loggers[$0].id, portID: uuid($1)) }
        var detached = port(200, subnet: 20, ip: "192.168.0.9", owner: "")
        detached.deviceID = ""
        var foreign = port(201, subnet: 10, ip: "10.0.0.200")
        foreign.projectID = ProjectID("other")
        facts.ports += [
            detached, foreign, port(202, vpc: 2, subnet: 20, ip: "192.168.0.1", owner: "network:dhcp"),
            port(203, vpc: 2, subnet: 20, ip: "192.168.0.10", name: "lb \"a\""), port(204, vpc: 2, subnet: 20, owner: nil),
            port(205, vpc: 2), port(206, vpc: nil, owner: "sandbox"), port(207, vpc: 3, owner: "new:kind"),
        ]
        let uses = [
            ExclusionUse(
                stack: "prod", exclusion: CoverageWish.Exclusion(ports: .deviceOwner("sandbox"), reason: "no production data"),
                state: .holds(ports: 1)),
            ExclusionUse(
                stack: "prod",
                exclusion: CoverageWish.Exclusion(
                    ports: .resource(NamedResource([.vpc: "old"])), reason: "moves soon", until: Day("2027-06-30")),
                state: .unused("no VPC is called 'old'")),
            ExclusionUse(
                stack: "audit",
                exclusion: CoverageWish.Exclusion(
                    ports: .resource(NamedResource([.vpc: "prod", .subnet: "dmz"])), reason: "migration", until: Day("2026-01-31")),
                state: .expired),
        ]
        return .success(found(facts, subnets, uses))
    }
}

extension Coverage.Facts {
    /// Nothing, of a project.
    fileprivate init(_ projectID: ProjectID?) { self.init(projectID: projectID, vpcs: [], ports: [], loggers: [], loggingPorts: []) }
}
