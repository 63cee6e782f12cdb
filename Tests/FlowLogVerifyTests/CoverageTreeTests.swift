import FlowLogModel
import FlowLogPlan
import FlowLogVerify
import TestSupport
import Testing

@Suite("Coverage, where ports are")
struct CoverageTreeTests {
    private static let ours = NetworkOwner(projectID: "project")
    private static let vpcs = [
        VPC(id: uuid(1), name: "prod", owner: ours), VPC(id: uuid(2), name: "empty", owner: ours),
        VPC(id: uuid(3), name: "public", owner: NetworkOwner(projectID: "project", isExternal: true)),
        VPC(id: uuid(9), name: "theirs", owner: NetworkOwner(projectID: "another", isShared: true)),
    ]
    private static let subnets = [
        Subnet(id: uuid(4), name: "web", vpcID: uuid(1), owner: ours), Subnet(id: uuid(5), name: "db", vpcID: uuid(1), owner: ours),
        Subnet(id: uuid(6), name: "theirs", vpcID: uuid(9), owner: NetworkOwner(projectID: "another", isShared: true)),
    ]

    private static func port(_ number: Int, _ name: String? = nil, vpc: Int? = 1, subnets: [Int] = [], project: ProjectID = "project")
        -> Port
    {
        Port(
            id: uuid(number), name: name, vpcID: vpc.map { uuid($0) }, addresses: subnets.map { Port.Address(subnetID: uuid($0)) },
            deviceID: "i", deviceOwner: "compute:kr-pub-a", status: "ACTIVE", projectID: project)
    }

    /// `VPC/subnet: ports` of the tree, by the last digits of ids.
    private static func lines(_ ports: [Port], vpcs: [VPC] = vpcs, subnets: [Subnet] = subnets) -> [String] {
        let facts = Coverage.Facts(projectID: "project", vpcs: vpcs, ports: ports, loggers: [], loggingPorts: [])
        let tree = CoverageTree(Coverage(facts), vpcs: vpcs, subnets: subnets, projectID: "project")
        return tree.vpcs.flatMap { vpc in
            vpc.subnets.isEmpty
                ? ["\(vpc.name ?? vpc.id ?? "-")"]
                : vpc.subnets.map { subnet in
                    let ports = subnet.ports.map { port in (10..<30).first { uuid($0) == port.port.id }.map(String.init) ?? "?" }
                    return "\(vpc.name ?? vpc.id ?? "-")/\(subnet.name ?? subnet.id ?? "-"): \(ports.joined(separator: " "))"
                }
        }
    }

    @Test("a port stands below the first of its subnets by id, and without one below its VPC; what is in none comes last")
    func places() {
        let ports = [
            Self.port(10, subnets: [5, 4]), Self.port(11, subnets: [5]), Self.port(12), Self.port(13, vpc: nil, subnets: [5]),
            Self.port(14, vpc: nil), Self.port(15, vpc: 8),
        ]
        #expect(
            Self.lines(ports) == ["\(uuid(8))/-: 15", "empty", "prod/db: 11 13", "prod/web: 10", "prod/-: 12", "-/-: 14"])
    }

    @Test("VPCs and subnets of the project are shown without ports too; external ones and those of others only with the project's ports")
    func empty() {
        #expect(Self.lines([]) == ["empty", "prod/db: ", "prod/web: "])
        let shared = [Self.port(10, vpc: 9, subnets: [6]), Self.port(11, vpc: 9, subnets: [6], project: "another")]
        #expect(Self.lines(shared) == ["empty", "prod/db: ", "prod/web: ", "theirs/theirs: 10"])
    }

    @Test("ports stand by name, then id, and the order of the lists makes no difference")
    func order() {
        let ports = [
            Self.port(10, "b", subnets: [4]), Self.port(11, "a", subnets: [4]), Self.port(13, subnets: [4]),
            Self.port(12, "", subnets: [4]),
            Self.port(14, "a", subnets: [4]),
        ]
        let expected = ["empty", "prod/db: ", "prod/web: 12 13 11 14 10"]
        #expect(Self.lines(ports) == expected)
        #expect(Self.lines(ports.reversed(), vpcs: Self.vpcs.reversed(), subnets: Self.subnets.reversed()) == expected)
    }
}
