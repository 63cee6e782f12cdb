import FlowLogModel
import FlowLogPlan
import TestSupport

/// A network in which names moved: of each answer that a name can have, a logger.
extension Scenario {
    static func namesPlan() throws -> Plan {
        let stack = stack(
            [
                named("kept", [.vpc: "prod"]),
                named("new", [.vpc: "prod", .subnet: "web"]),
                named("port", [.vpc: "prod", .subnet: "db", .ip: "10.0.2.15"]),
                named("bastion", [.instance: "bastion-1"]),
                named("load-balancer", [.port: "prod-lb-vip"]),
                named("by-id", [.subnet: uuid(0x21)]),
                named("moved", [.vpc: "prod", .subnet: "web"]),
                named("replaced", [.vpc: "prod", .subnet: "db"]),
                named("narrowed", [.vpc: "prod", .subnet: "db"]),
                named("protected", [.vpc: "prod", .subnet: "db"], preventDestroy: true),
                named("follows", [.vpc: "stage"], ignoreChanges: [.resourceType, .resourceID]),
                named("renamed", [.vpc: "prod", .subnet: "front"]),
                named("misspelt", [.vpc: "prod", .subnet: "wbe"]),
                named("decomposed", [.vpc: "운영"]),
                named("blank", [.vpc: "prod", .subnet: "cache"]),
                named("ambiguous", [.vpc: "Default Network"]),
                named("ambiguous-inside", [.vpc: "Default Network", .ip: "10.0.1.4"]),
                named("two-ports", [.instance: "gateway"]),
                named("no-port", [.instance: "bastion-1", .subnet: uuid(0x22)]),
                named("no-address", [.vpc: "prod", .ip: "10.0.9.9"]),
                named("no-id", [.vpc: uuid(0x99)]),
            ])
        let live = [
            live(1, recording: "kept", .vpc, 0x11), live(2, recording: "moved", .subnet, 0x23),
            live(3, recording: "replaced", .subnet, 0x98),
            live(4, recording: "narrowed", .vpc, 0x11), live(5, recording: "protected", .subnet, 0x23, isProtected: true),
            live(6, recording: "follows", .port, 0x33), live(7, recording: "renamed", .subnet, 0x23),
            live(8, recording: "ambiguous", .vpc, 0x12), live(9, recording: "no-id", .vpc, 0x97),
        ]
        let questions = stack.loggers.compactMap(\.resource)
        return makePlan([try input(stack, live, resolve(questions, in: network))])
    }

    /// Three VPCs, two of them of one name, with their subnets and ports.
    static let network = Inventory(
        projectID: "project",
        vpcs: .success([
            VPC(id: uuid(0x11), name: "prod", cidr: "10.0.0.0/16"), VPC(id: uuid(0x12), name: "Default Network", cidr: "192.168.0.0/16"),
            VPC(id: uuid(0x13), name: "Default Network"), VPC(id: uuid(0x14), name: "\u{110B}\u{116E}\u{11AB}\u{110B}\u{1167}\u{11BC}"),
        ]),
        subnets: .success([
            Subnet(id: uuid(0x21), name: "web", cidr: "10.0.1.0/24", vpcID: uuid(0x11)),
            Subnet(id: uuid(0x22), name: "db", cidr: "10.0.2.0/24", vpcID: uuid(0x11)),
            Subnet(id: uuid(0x23), name: "front-new", cidr: "10.0.3.0/24", vpcID: uuid(0x11)),
            Subnet(id: uuid(0x24), name: "cache ", cidr: "10.0.4.0/24", vpcID: uuid(0x11)),
        ]),
        ports: .success([
            port(0x31, in: 0x22, "10.0.2.15"), port(0x32, in: 0x21, "10.0.1.4", device: "bastion"),
            port(0x33, in: 0x21, "10.0.1.5", name: "prod-lb-vip"), port(0x34, in: 0x21, "10.0.1.6", device: "gateway"),
            port(0x35, in: 0x22, "10.0.2.6", device: "gateway"),
        ]),
        instances: .success([Instance(id: "bastion", name: "bastion-1"), Instance(id: "gateway", name: "gateway")]))

    private static func port(_ number: Int, in subnet: Int, _ ip: String, name: String = "", device: String = "") -> Port {
        Port(
            id: uuid(number), name: name, vpcID: uuid(0x11), addresses: [Port.Address(subnetID: uuid(subnet), ip: ip)], deviceID: device)
    }
}

/// A desired logger that names what it records.
func named(
    _ key: String, _ parts: [NamedResource.Part: String], preventDestroy: Bool = false, ignoreChanges: LoggerFieldSet = []
) -> DesiredLogger {
    var logger = desired(
        key, [.resourceType: nil, .resourceID: nil], preventDestroy: preventDestroy, ignoreChanges: ignoreChanges)
    logger.resource = NamedResource(parts)
    return logger
}

extension NamedResource {
    init(_ parts: [Part: String]) {
        self.init()
        for (part, text) in parts { self[part] = text }
    }
}

private func live(_ number: Int, recording key: String, _ kind: ResourceKind, _ target: Int, isProtected: Bool = false) -> LiveLogger {
    live(
        number,
        like: desired(
            key, target: target, [.resourceType: .string(kind.rawValue)], preventDestroy: isProtected))
}
