import FlowLogModel
import FlowLogPlan
import TestSupport
import Testing

@Suite("What names mean")
struct ResolutionTests {
    private let prod = VPC(id: uuid(1), name: "prod", cidr: "10.0.0.0/16")
    private let web = Subnet(id: uuid(11), name: "web", vpcID: uuid(1))
    private let db = Subnet(id: uuid(12), name: "db", vpcID: uuid(1))

    private func ask(_ parts: [NamedResource.Part: String], in inventory: Inventory) -> ResourceAnswers.Answer? {
        var resource = NamedResource()
        for (part, text) in parts { resource[part] = text }
        return resolve([resource], in: inventory)[resource]
    }

    private func id(_ parts: [NamedResource.Part: String], in inventory: Inventory) -> String? {
        if case .found(let id, names: _) = ask(parts, in: inventory) { id } else { nil }
    }

    private func message(_ parts: [NamedResource.Part: String], in inventory: Inventory) -> String? {
        switch ask(parts, in: inventory) {
        case .notFound(let why), .ambiguous(let why, of: _): why
        case .unknown(let failure): failure.message
        case .found, nil: nil
        }
    }

    private func vpcs(_ vpcs: VPC..., project: ProjectID? = "project") -> Inventory { Inventory(projectID: project, vpcs: .success(vpcs)) }

    private func network(_ ports: [Port], instances: [Instance] = []) -> Inventory {
        Inventory(
            projectID: "project", vpcs: .success([prod]), subnets: .success([web, db]), ports: .success(ports),
            instances: .success(instances))
    }

    private func port(_ number: Int, _ addresses: (Subnet, String)..., name: String = "", device: String? = "") -> Port {
        Port(
            id: uuid(number), name: name, vpcID: uuid(1), addresses: addresses.map { Port.Address(subnetID: $0.0.id, ip: $0.1) },
            deviceID: device)
    }

    @Test("text in the form of a UUID is an id, in any case, and never a name")
    func identifiers() {
        let other = VPC(id: uuid(2), name: uuid(3))
        #expect(id([.vpc: uuid(2).uppercased()], in: vpcs(other)) == uuid(2))
        #expect(message([.vpc: uuid(3)], in: vpcs(other)) == "{vpc: \(uuid(3))} was not found: no VPC has the id \(uuid(3))")
    }

    @Test(
        "names are compared byte by byte: case, Unicode form and blanks count", arguments: ["Prod", "prod ", " prod", "\u{1100}\u{1161}"])
    func bytes(name: String) {
        let korean = VPC(id: uuid(2), name: "\u{AC00}")
        #expect(id([.vpc: name], in: vpcs(prod, korean)) == nil)
        #expect(id([.vpc: "\u{AC00}"], in: vpcs(prod, korean)) == uuid(2))
        #expect(id([.vpc: name], in: vpcs(prod, korean, VPC(id: uuid(3), name: name))) == uuid(3))
    }

    @Test("what is external is never meant, what others share only by its id, and what belongs to others not at all")
    func owners() {
        func owned(_ project: ProjectID?, shared: Bool = false, external: Bool = false) -> Inventory {
            vpcs(
                VPC(id: uuid(1), name: "prod", owner: NetworkOwner(projectID: project, isShared: shared, isExternal: external)))
        }
        #expect(id([.vpc: "prod"], in: owned("PRO-JECT")) == uuid(1))
        #expect(id([.vpc: "prod"], in: owned(nil)) == uuid(1))
        for external in [owned("project", external: true), owned("other", shared: true, external: true), owned("other")] {
            #expect(id([.vpc: "prod"], in: external) == nil && id([.vpc: uuid(1)], in: external) == nil)
        }
        #expect(id([.vpc: "prod"], in: owned("other", shared: true)) == nil)
        #expect(id([.vpc: uuid(1)], in: owned("other", shared: true)) == uuid(1))
        #expect(id([.vpc: "prod"], in: owned("project", shared: true)) == uuid(1))
    }

    @Test("what the console shows and no name means is said, with what to write")
    func hints() {
        let shared = VPC(id: uuid(2), name: "hub", owner: NetworkOwner(projectID: "other", isShared: true))
        let external = VPC(id: uuid(3), name: "out", owner: NetworkOwner(projectID: "other", isShared: true, isExternal: true))
        #expect(
            message([.vpc: "hub"], in: vpcs(shared, external))
                == "{vpc: hub} was not found: no VPC is called 'hub' (another project shares one of that name: write its id, \(uuid(2)))")
        for text in ["out", uuid(3)] {
            #expect(message([.vpc: text], in: vpcs(shared, external))?.hasSuffix("(\(uuid(3)) is external: no logger records it)") == true)
        }
        #expect(
            message([.instance: uuid(9)], in: network([]))
                == "{instance: \(uuid(9))} was not found: no port belongs to an instance with the id \(uuid(9))")
    }

    @Test("where the token does not say its project, it is the one of the lists; with several nothing is known")
    func unknownProject() {
        let mine = VPC(id: uuid(1), name: "prod", owner: NetworkOwner(projectID: "one"))
        let shared = VPC(id: uuid(2), name: "prod", owner: NetworkOwner(projectID: "two", isShared: true))
        let external = VPC(id: uuid(3), name: "prod", owner: NetworkOwner(projectID: "three", isExternal: true))
        #expect(id([.vpc: "prod"], in: vpcs(mine, shared, external, project: nil)) == uuid(1))
        let theirs = VPC(id: uuid(4), name: "other", owner: NetworkOwner(projectID: "two"))
        #expect(message([.vpc: "prod"], in: vpcs(mine, theirs, project: nil))?.contains("have objects of several (one, two)") == true)
        #expect(id([.vpc: "prod"], in: vpcs(mine, theirs, project: "one")) == uuid(1))
    }

    @Test("a subnet is one of its VPC, and by its id needs none")
    func subnets() {
        let second = VPC(id: uuid(2), name: "stage")
        let theirs = Subnet(id: uuid(13), name: "web", vpcID: uuid(2))
        let inventory = Inventory(projectID: "project", vpcs: .success([prod, second]), subnets: .success([web, theirs]))
        #expect(id([.vpc: "prod", .subnet: "web"], in: inventory) == uuid(11))
        #expect(id([.vpc: "stage", .subnet: "web"], in: inventory) == uuid(13))
        #expect(id([.subnet: uuid(13)], in: inventory) == uuid(13))
        #expect(
            message([.vpc: "prod", .subnet: uuid(13)], in: inventory)
                == "{vpc: prod, subnet: \(uuid(13))} was not found: no subnet of VPC 'prod' (\(uuid(1))) has the id \(uuid(13))")
        #expect(id([.vpc: "prod", .subnet: "web"], in: Inventory(subnets: .success([web]))) == nil)
    }

    @Test("a VPC that is twice there is ambiguous even if only one has the subnet")
    func levels() {
        let twin = VPC(id: uuid(2), name: "prod")
        let inventory = Inventory(projectID: "project", vpcs: .success([twin, prod]), subnets: .success([web]))
        #expect(
            message([.vpc: "prod", .subnet: "web"], in: inventory)
                == "{vpc: prod, subnet: web} could be several: 2 VPCs are called 'prod': \(uuid(1)) (10.0.0.0/16), \(uuid(2)) (-)")
    }

    @Test("subnet and address are of one entry of the port")
    func oneEntry() {
        let crossed = port(21, (web, "10.0.2.15"), (db, "10.0.1.4"))
        let meant = port(22, (web, "10.0.1.5"), (db, "10.0.2.15"))
        #expect(id([.vpc: "prod", .subnet: "db", .ip: "10.0.2.15"], in: network([crossed, meant])) == uuid(22))
        #expect(message([.vpc: "prod", .ip: "10.0.2.15"], in: network([crossed, meant]))?.contains("2 ports of VPC 'prod'") == true)
        #expect(id([.vpc: "prod", .subnet: "db", .ip: "10.0.2.15"], in: network([crossed])) == nil)
    }

    @Test("the port of an instance is its only one, or the one that VPC, subnet or address pick")
    func instances() {
        let inventory = network(
            [
                port(21, (web, "10.0.1.4"), device: uuid(31)), port(22, (db, "10.0.2.4"), device: uuid(31).uppercased()),
                port(23, (web, "10.0.1.9"), device: uuid(32)),
            ],
            instances: [Instance(id: uuid(31), name: "bastion"), Instance(id: uuid(32), name: "one"), Instance(id: uuid(33), name: "none")])
        #expect(id([.instance: "one"], in: inventory) == uuid(23))
        #expect(id([.instance: uuid(32)], in: inventory) == uuid(23))
        #expect(id([.instance: "bastion", .vpc: "prod", .subnet: "db"], in: inventory) == uuid(22))
        #expect(id([.instance: "bastion", .ip: "10.0.1.4"], in: inventory) == uuid(21))
        #expect(
            message([.instance: "bastion"], in: inventory)
                == "{instance: bastion} could be several: instance 'bastion' (\(uuid(31))) has 2 ports: \(uuid(21)) (10.0.1.4), \(uuid(22)) (10.0.2.4)"
        )
        #expect(message([.instance: "none"], in: inventory)?.contains("instance 'none' (\(uuid(33))) has no port") == true)
        let twins = network(
            [port(21, (web, "10.0.1.4"), device: uuid(31))],
            instances: [Instance(id: uuid(31), name: "a"), Instance(id: uuid(32), name: "a")])
        #expect(
            message([.instance: "a"], in: twins)?.hasSuffix("2 instances are called 'a': \(uuid(31)) (10.0.1.4), \(uuid(32)) (-)") == true)
    }

    @Test("a port has a name of its own within VPC and subnet")
    func ports() {
        let inventory = network([
            port(21, (web, "10.0.1.4"), name: "vip"), port(22, (db, "10.0.2.4"), name: "vip"), port(23, name: "alone"),
        ])
        #expect(id([.port: "alone"], in: inventory) == uuid(23))
        #expect(id([.port: uuid(22)], in: inventory) == uuid(22))
        #expect(id([.port: "vip", .vpc: "prod", .subnet: "db"], in: inventory) == uuid(22))
        #expect(
            message([.port: "vip"], in: inventory)?.contains("2 ports are called 'vip': \(uuid(21)) (10.0.1.4), \(uuid(22)) (10.0.2.4)")
                == true)
    }

    @Test("what a question needs and an object of the project lacks is an error of the list, which others do not have")
    func lacking() {
        func lacks(_ inventory: Inventory, _ parts: [NamedResource.Part: String], _ field: String) -> Bool {
            if case .unknown(let failure) = ask(parts, in: inventory) {
                failure.code == .api && failure.message.contains(field)
            } else {
                false
            }
        }
        let odd = Port(id: uuid(22), name: "odd")
        let inventory = network([port(21, (web, "10.0.1.4"), name: "vip"), odd], instances: [Instance(id: uuid(31), name: "a")])
        #expect(lacks(inventory, [.vpc: "prod", .port: "vip"], "network_id"))
        #expect(lacks(inventory, [.subnet: uuid(11), .ip: "10.0.1.4"], "fixed_ips"))
        #expect(id([.port: "vip"], in: inventory) == uuid(21))
        #expect(lacks(inventory, [.instance: "a"], "device_id"))
        var theirs = odd
        theirs.projectID = "other"
        #expect(id([.vpc: "prod", .port: "vip"], in: network([port(21, (web, "10.0.1.4"), name: "vip"), theirs])) == uuid(21))
        let subnets = Inventory(projectID: "project", vpcs: .success([prod]), subnets: .success([web, Subnet(id: uuid(19), name: "x")]))
        #expect(lacks(subnets, [.vpc: "prod", .subnet: "web"], "vpc_id"))
        let shared = Subnet(id: uuid(18), name: "theirs", owner: NetworkOwner(projectID: "other", isShared: true))
        let others = Inventory(projectID: "project", vpcs: .success([prod]), subnets: .success([web, shared]))
        #expect(lacks(others, [.vpc: "prod", .subnet: uuid(18)], "vpc_id"))
        #expect(id([.vpc: "prod", .subnet: "web"], in: others) == uuid(11))
        #expect(id([.subnet: uuid(19)], in: subnets) == uuid(19))
    }

    @Test("what is due for a key without an answer is not told, whichever rule blocks it")
    func undecidable() throws {
        var wanted = desired("web", [.resourceType: nil, .resourceID: nil, .filter: .string("DROP")])
        wanted.resource = NamedResource()
        wanted.resource?[.vpc] = "gone"
        let namesake = live(1, like: desired("web"), owner: nil)
        let state = try LiveState(region: "KR1", projectID: "project", list: [namesake])
        let change = try #require(makePlan([PlanInput(stack([wanted]), .success(state), resolve([], in: vpcs()))]).changes.first)
        #expect(change.blocked?.code == .adoptWouldReplace && change.action.words == [.noOp] && change.action.live?.id == namesake.id)
    }

    @Test("names are told from the VPC inwards, as far as the lists say")
    func names() {
        func names(_ parts: [NamedResource.Part: String], _ inventory: Inventory) -> [String]? {
            if case .found(id: _, let names) = ask(parts, in: inventory) { names } else { nil }
        }
        let inventory = network([port(21, (db, "10.0.2.4"), (web, "10.0.1.4")), port(22, (web, "10.0.1.5"), name: "vip")])
        #expect(names([.vpc: "prod"], inventory) == ["prod"])
        #expect(names([.subnet: uuid(12)], inventory) == ["prod", "db"])
        #expect(names([.vpc: "prod", .ip: "10.0.1.4"], inventory) == ["prod", "db", "10.0.2.4"])
        #expect(names([.port: "vip"], inventory) == ["prod", "web", "vip"])
        let alone = Inventory(projectID: "project", subnets: .success([Subnet(id: uuid(12), name: "db", vpcID: uuid(1), vpcName: "told")]))
        #expect(names([.subnet: uuid(12)], alone) == ["told", "db"])
        #expect(
            names([.port: "vip"], Inventory(projectID: "project", ports: .success([port(22, (web, "10.0.1.5"), name: "vip")]))) == ["vip"])
    }
}
