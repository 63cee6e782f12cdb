import FlowLogAPI
import FlowLogManifest
import FlowLogModel
import FlowLogPlan
import FlowLogVerify
import FoundationEssentials

/// What `Benchmarks/fixtures.py` wrote into the folder that FLOWLOG_FIXTURES names.
enum Inputs {
    static let sizes = (ProcessInfo.processInfo.environment["FLOWLOG_SIZES"] ?? "").split(separator: ",").compactMap { Int($0) }

    /// What is live, compared with the manifest.
    enum Live {
        case same, different, none
    }

    static func manifest(_ size: Int) throws -> ManifestSource {
        ManifestSource(path: "manifest.yaml", bytes: Array(try file("manifest-\(size).yaml")))
    }

    static func list(_ size: Int) throws -> Data { try file("list-\(size).json") }

    /// The planner's input.
    static func planned(_ size: Int, live: Live) throws -> [PlanInput] {
        let manifests = loadManifests([try manifest(size)], context: ManifestContext())
        guard let stack = manifests.stacks.first, !manifests.hasErrors else { throw Unusable(what: "\(manifests.diagnostics)") }
        var list = live == .none ? [] : try loggers(inPage: try list(size))
        if live == .different {
            for index in list.indices { list[index].fields[.description] = .string("text of yesterday") }
        }
        return [PlanInput(stack, .success(try LiveState(region: stack.region, projectID: nil, list: list)))]
    }

    /// A plan that changes every logger.
    static func changes(_ size: Int) throws -> Plan { makePlan(try planned(size, live: .different)) }

    /// A network with ten ports for each logger of the list; four of five subnets have one, which records all but one port.
    static func network(_ size: Int) throws -> Network {
        let list = try loggers(inPage: try list(size))
        let vpcs = (0..<max(1, size / 50)).map { VPC(id: uuid(1, $0), name: "vpc-\($0)", cidr: "10.0.0.0/8") }
        let ids = list.compactMap { $0.fields[.resourceID]?.text } + (0..<size / 4).map { uuid(2, $0) }
        let subnets = ids.enumerated().map { index, id in
            Subnet(id: id, name: "subnet-\(index)", cidr: "10.0.0.0/24", vpcID: vpcs[index % vpcs.count].id)
        }
        let ports = (0..<size * 10).map { index in
            let subnet = subnets[index % subnets.count]
            return Port(
                id: uuid(3, index), name: "", vpcID: subnet.vpcID,
                addresses: [Port.Address(subnetID: subnet.id, ip: "10.0.\(index / 250 % 250).\(index % 250)")],
                deviceID: uuid(4, index), deviceOwner: "compute:kr-pub-a", status: "ACTIVE")
        }
        let rows = ports.enumerated().compactMap { index, port in
            index % subnets.count < list.count && index >= list.count
                ? LoggingPort(loggerID: list[index % subnets.count].id, portID: port.id) : nil
        }
        return Network(
            facts: Coverage.Facts(projectID: nil, vpcs: vpcs, ports: ports, loggers: list, loggingPorts: rows), subnets: subnets)
    }

    struct Network {
        let facts: Coverage.Facts
        let subnets: [Subnet]

        var report: CoverageReport {
            let coverage = Coverage(facts)
            let tree = CoverageTree(coverage, vpcs: facts.vpcs, subnets: subnets, projectID: nil)
            return CoverageReport([
                PlaceCoverage(
                    place: Place(cloud: nil, region: "KR1"), projectID: nil, minimum: 95,
                    outcome: .success(PlaceCoverage.Found(coverage: coverage, tree: tree, exclusions: [])))
            ])
        }
    }

    private static func uuid(_ kind: Int, _ number: Int) -> String {
        let digits = String(number, radix: 16)
        return "\(kind)b1e5a3e-2f0c-4a9b-9d57-\(String(repeating: "0", count: 12 - digits.utf8.count))\(digits)"
    }

    private static func file(_ name: String) throws -> Data {
        guard let folder = ProcessInfo.processInfo.environment["FLOWLOG_FIXTURES"] else {
            throw Unusable(what: "Benchmarks/run starts it")
        }
        return try Data(contentsOf: URL(filePath: folder).appending(path: name))
    }

    private struct Unusable: Error {
        let what: String
    }
}
