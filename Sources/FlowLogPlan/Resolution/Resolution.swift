package import FlowLogModel

/// Finds what named resources mean. A function: the order of the lists makes no difference (Contract: Resources by name, Resolving).
/// - Parameters:
///   - questions: as manifests ask them.
///   - inventory: the lists that they need, with the project whose objects count.
/// - Returns: an answer to each question, and what the lists call everything else.
package func resolve(_ questions: some Sequence<NamedResource>, in inventory: Inventory) -> ResourceAnswers {
    var answers = ResourceAnswers()
    answers.names = ResourceNames(inventory)
    let resolver = Resolver(inventory)
    for question in Set(questions) { answers.answers[question] = resolver.answer(to: question, called: answers.names) }
    return answers
}

extension NamedResource {
    /// The lists that tell what it means.
    package var lists: InventoryLists {
        var lists: InventoryLists = []
        if self[.vpc] != nil { lists.insert(.vpcs) }
        if self[.subnet] != nil { lists.insert(.subnets) }
        if kind == .port { lists.insert(.ports) }
        if let instance = self[.instance], !Identifier.isUUID(instance) { lists.insert(.instances) }
        return lists
    }
}

/// Looks for one level inside the other: VPC, subnet, then a port or the ports of an instance, then the address.
private struct Resolver {
    private let vpcs: Result<Shelf<VPC>, StackFailure>
    private let subnets: Result<Shelf<Subnet>, StackFailure>
    private let ports: Result<Shelf<Port>, StackFailure>
    private let instances: Result<Shelf<Instance>, StackFailure>
    /// The project's ports, by address.
    private let portsByIP: [String: [Port]]
    /// The same by the id of what has them.
    private let portsByDevice: [String: [Port]]

    init(_ inventory: Inventory) {
        let project: Result<ProjectID?, StackFailure> = Result { () throws(StackFailure) in try inventory.project() }
        func shelf<Object>(_ list: Inventory.List<Object>) -> Result<Shelf<Object>, StackFailure> {
            let list = list ?? .failure(StackFailure(.api, "internal error: the \(Object.noun)s were not listed"))
            return list.flatMap { objects in project.map { Shelf(objects, of: $0) } }
        }
        vpcs = shelf(inventory.vpcs)
        subnets = shelf(inventory.subnets)
        ports = shelf(inventory.ports)
        instances = shelf(inventory.instances)
        let own = (try? ports.get().own) ?? []
        portsByIP = own.reduce(into: [:]) { ports, port in
            for ip in Set((port.addresses ?? []).compactMap(\.ip)) { ports[ip, default: []].append(port) }
        }
        portsByDevice = Dictionary(grouping: own.filter { $0.deviceID != nil }) { $0.deviceID?.lowercased() ?? "" }
    }

    func answer(to question: NamedResource, called names: ResourceNames) -> ResourceAnswers.Answer {
        do throws(Miss) {
            let id = try find(question)
            return .found(id: id, names: names.names(of: id, question.kind) ?? [])
        } catch {
            return error.answer(to: question)
        }
    }

    private func find(_ question: NamedResource) throws(Miss) -> String {
        let vpc = try question[.vpc].map { name throws(Miss) in try Miss.checked(vpcs).one(name) }
        let subnet = try question[.subnet].map { name throws(Miss) in try self.subnet(name, in: vpc) }
        guard question.kind == .port else { return subnet?.id ?? vpc?.id ?? "" }
        return try port(question, in: vpc, subnet).id
    }

    private func subnet(_ name: String, in vpc: VPC?) throws(Miss) -> Subnet {
        let shelf = try Miss.checked(subnets)
        guard let vpc else { return try shelf.one(name) }
        try shelf.require("vpc_id", asking: name)
        return try shelf.one(name, inside: vpc.phrase) { $0.vpcID.map { $0.isSameID(as: vpc.id) } ?? false }
    }

    private func port(_ question: NamedResource, in vpc: VPC?, _ subnet: Subnet?) throws(Miss) -> Port {
        let shelf = try Miss.checked(ports)
        if vpc != nil { try shelf.require("network_id") }
        if subnet != nil || question[.ip] != nil { try shelf.require("fixed_ips") }
        if subnet != nil { try shelf.require("subnet_id") }
        if question[.ip] != nil { try shelf.require("ip_address") }
        func isInside(_ port: Port) -> Bool {
            if let vpc, !(port.vpcID.map { $0.isSameID(as: vpc.id) } ?? false) { return false }
            return port.has(address: question[.ip], in: subnet)
        }
        let place = subnet?.phrase ?? vpc?.phrase
        if let name = question[.port] { return try shelf.one(name, inside: place, isInside) }
        guard let name = question[.instance] else {
            return try Miss.one(
                (portsByIP[question[.ip] ?? ""] ?? []).filter(isInside),
                none: "no port\(place.map { " of \($0)" } ?? "") has the address \(question[.ip] ?? "")",
                several: { "\($0) ports\(place.map { " of \($0)" } ?? "") have the address \(question[.ip] ?? "")" })
        }
        let isID = Identifier.isUUID(name)
        let id = isID ? name : try Miss.checked(instances).one(name, detail: addresses).id
        let instance = isID ? "the instance \(name)" : "instance '\(name)' (\(id))"
        let found = portsByDevice[id.lowercased()] ?? []
        if found.isEmpty { try shelf.require("device_id") }
        let address = question[.ip].map { " with the address \($0)" } ?? ""
        return try Miss.one(
            found.filter(isInside),
            none: isID && found.isEmpty
                ? "no port belongs to an instance with the id \(name)"
                : "\(instance) has no port\(place.map { " in \($0)" } ?? "")\(address)",
            several: { "\(instance) has \($0) ports\(place.map { " in \($0)" } ?? "")\(address)" })
    }

    private func addresses(of instance: Instance) -> String {
        let ips = (portsByDevice[instance.id.lowercased()] ?? []).flatMap { $0.addresses ?? [] }.compactMap(\.ip)
        return ips.isEmpty ? "-" : ips.joined(separator: ", ")
    }
}

extension Inventory {
    /// The project whose objects count: the token's, or else the only one that there is.
    /// - Throws: if there are several.
    package func project() throws(StackFailure) -> ProjectID? {
        if let projectID { return projectID }
        let owners =
            ((try? vpcs?.get()) ?? []).map(\.owner) + ((try? subnets?.get()) ?? []).map(\.owner)
            + ((try? ports?.get()) ?? []).map(\.owner)
        let projects = Set(owners.filter { !$0.isShared && !$0.isExternal }.compactMap(\.projectID))
        guard projects.count <= 1 else {
            let ids = projects.map(\.text).sorted().joined(separator: ", ")
            throw StackFailure(
                .api,
                "the token does not say its project, and the network's lists have objects of several (\(ids)): log in with a password"
            )
        }
        return projects.first
    }
}

extension Port {
    /// Whether one of its addresses is this one, of this subnet; nil is any.
    fileprivate func has(address: String?, in subnet: Subnet?) -> Bool {
        if address == nil, subnet == nil { return true }
        return addresses?.contains { candidate in
            if let subnet, !(candidate.subnetID.map { $0.isSameID(as: subnet.id) } ?? false) { return false }
            return address.map { candidate.ip?.hasSameBytes(as: $0) ?? false } ?? true
        } ?? false
    }
}

extension String {
    fileprivate func isSameID(as other: String) -> Bool { lowercased().hasSameBytes(as: other.lowercased()) }
}
