package import FlowLogModel
package import FlowLogPlan

/// A network at random: few names for many objects, some of them shared, external, or odd.
package struct RandomNetwork: Sendable {
    package var inventory: Inventory

    private static let names = ["prod", "prod", "web", "\u{AC00}", "\u{1100}\u{1161}", "web ", "", uuid(3)]

    package init(using random: inout SeededRandom) {
        func name() -> String? { .random(in: 0..<20, using: &random) == 0 ? nil : Self.names.randomElement(using: &random) }
        func owner() -> NetworkOwner {
            NetworkOwner(
                projectID: ["project", "project", "project", nil, "another"].randomElement(using: &random) ?? nil,
                isShared: .random(in: 0..<6, using: &random) == 0, isExternal: .random(in: 0..<8, using: &random) == 0)
        }
        let vpcs = (1...3).map { VPC(id: uuid($0), name: name(), owner: owner()) }
        let subnets = (4...7).map { Subnet(id: uuid($0), name: name(), vpcID: uuid(.random(in: 1...3, using: &random)), owner: owner()) }
        let ports = (8...13).map { number in
            let addresses = (0..<Int.random(in: 0...2, using: &random)).map { _ in
                Port.Address(subnetID: uuid(.random(in: 4...7, using: &random)), ip: "10.0.0.\(Int.random(in: 1...4, using: &random))")
            }
            return Port(
                id: uuid(number), name: name(), vpcID: uuid(.random(in: 1...3, using: &random)), addresses: addresses,
                deviceID: ["", uuid(14), uuid(15)].randomElement(using: &random),
                projectID: .random(in: 0..<6, using: &random) == 0 ? "another" : "project")
        }
        let instances = (14...16).map { Instance(id: uuid($0), name: name()) }
        inventory = Inventory(
            projectID: "project", vpcs: .success(vpcs), subnets: .success(subnets), ports: .success(ports), instances: .success(instances))
    }

    /// A question that a manifest may ask.
    package static func question(using random: inout SeededRandom) -> NamedResource {
        func text(_ ids: ClosedRange<Int>) -> String {
            let name = Self.names.filter { !$0.isEmpty }.randomElement(using: &random) ?? ""
            return .random(in: 0..<4, using: &random) == 0 ? uuid(.random(in: ids, using: &random)) : name
        }
        var resource = NamedResource()
        switch Int.random(in: 0..<6, using: &random) {
        case 0: resource[.port] = text(8...13)
        case 1: resource[.instance] = text(14...16)
        case 2:
            resource[.instance] = text(14...16)
            resource[.ip] = "10.0.0.\(Int.random(in: 1...4, using: &random))"
        case 3:
            resource[.vpc] = text(1...3)
            resource[.subnet] = text(4...7)
        case 4:
            resource[.vpc] = text(1...3)
            resource[.ip] = "10.0.0.\(Int.random(in: 1...4, using: &random))"
        default: resource[.vpc] = text(1...3)
        }
        return resource
    }

    /// What a live logger may record: something of the network, or what is gone.
    package static func target(using random: inout SeededRandom) -> (kind: ResourceKind, id: String) {
        let number = Int.random(in: 1...14, using: &random)
        return (number < 4 ? .vpc : number < 8 ? .subnet : .port, uuid(number))
    }

    /// The same with its objects in another order.
    package func shuffled(using random: inout SeededRandom) -> RandomNetwork {
        var network = self
        network.inventory.vpcs = inventory.vpcs?.map { $0.shuffled(using: &random) }
        network.inventory.subnets = inventory.subnets?.map { $0.shuffled(using: &random) }
        network.inventory.ports = inventory.ports?.map { $0.shuffled(using: &random) }
        network.inventory.instances = inventory.instances?.map { $0.shuffled(using: &random) }
        return network
    }

    /// The same with something of it unknown: lists that failed, and objects that lack what the guide promises.
    package func dimmed(using random: inout SeededRandom) -> RandomNetwork {
        func fails() -> Bool { .random(in: 0..<4, using: &random) == 0 }
        func lacks() -> Bool { .random(in: 0..<8, using: &random) == 0 }
        let failure = StackFailure(.api, "HTTP 503")
        var network = self
        if fails() { network.inventory.vpcs = .failure(failure) }
        network.inventory.subnets =
            fails()
            ? .failure(failure)
            : inventory.subnets?.map { subnets in
                subnets.map { subnet in
                    var subnet = subnet
                    if lacks() { subnet.vpcID = nil }
                    return subnet
                }
            }
        network.inventory.ports =
            fails()
            ? .failure(failure)
            : inventory.ports?.map { ports in
                ports.map { port in
                    var port = port
                    if lacks() { port.vpcID = nil }
                    if lacks() { port.addresses = nil }
                    return port
                }
            }
        if fails() { network.inventory.instances = .failure(failure) }
        return network
    }
}
