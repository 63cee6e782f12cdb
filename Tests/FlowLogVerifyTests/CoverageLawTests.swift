import FlowLogModel
import FlowLogPlan
import FlowLogVerify
import TestSupport
import Testing

@Suite("Laws of coverage")
struct CoverageLawTests {
    @Test("law 11: less known never means more covered")
    func neverRises() {
        var random = SeededRandom()
        print("law 11: \(random.note)")
        var fell = 0
        for _ in 0..<3_000 {
            let facts = Coverage.Facts(using: &random)
            let less = facts.lessKnown(using: &random)
            let (before, after) = (Coverage(facts).share, Coverage(less).share)
            #expect((after.percent ?? 0) <= (before.percent ?? 0), "\(random.note)")
            #expect(after.covered <= before.covered && after.counted >= before.counted - (before.covered - after.covered), "\(random.note)")
            if after.percent ?? 0 < before.percent ?? 0 { fell += 1 }
        }
        #expect(fell > 100)
    }

    @Test("a port is captured only if a row says so, of a logger that is enabled and ACTIVE")
    func rows() {
        var random = SeededRandom()
        print("rows: \(random.note)")
        var captured = 0
        for _ in 0..<1_000 {
            let facts = Coverage.Facts(using: &random)
            for covered in Coverage(facts).ports where covered.state.isCovered {
                captured += 1
                let rows = facts.loggingPorts.filter { $0.portID == covered.port.id }.map(\.loggerID)
                #expect(
                    facts.loggers.contains { $0.status == .active && $0.fields.isEnabled && rows.contains($0.id) }, "\(random.note)")
            }
        }
        #expect(captured > 500)
    }

    @Test("the order of the lists makes no difference")
    func pure() {
        var random = SeededRandom()
        for _ in 0..<300 {
            let facts = Coverage.Facts(using: &random)
            var shuffled = facts
            shuffled.vpcs.shuffle(using: &random)
            shuffled.ports.shuffle(using: &random)
            shuffled.loggers.shuffle(using: &random)
            shuffled.loggingPorts.shuffle(using: &random)
            #expect(Coverage(shuffled) == Coverage(facts), "\(random.note)")
        }
    }
}

extension Coverage.Facts {
    /// A small network with loggers of every kind and health, and with rows of the service's list.
    fileprivate init(using random: inout SeededRandom) {
        func chance(_ of: Int) -> Bool { .random(in: 0..<of, using: &random) == 0 }
        let ports = (8..<14).map { number in
            Port(
                id: uuid(number), vpcID: uuid(.random(in: 1...2, using: &random)),
                addresses: [Port.Address(subnetID: uuid(.random(in: 4...6, using: &random)), ip: "10.0.0.\(number)")],
                deviceID: ["", "instance"].randomElement(using: &random),
                deviceOwner: ["", "compute:kr-pub-a", "network:dhcp", "other"].randomElement(using: &random),
                status: ["ACTIVE", "ACTIVE", "DOWN"].randomElement(using: &random), projectID: chance(6) ? "another" : "project")
        }
        let loggers = (0..<5).map { number in
            let target = RandomNetwork.target(using: &random)
            return live(
                number,
                like: desired(
                    "l\(number)",
                    [
                        .resourceType: .string(target.kind.rawValue), .resourceID: .string(target.id),
                        .filter: .string(["ALL", "ACCEPT", "DROP"].randomElement(using: &random) ?? "ALL"),
                        .adminStateUp: .boolean(!chance(4)), .connectionSetupOnly: .boolean(chance(5)),
                    ]), status: [.active, .active, .inactive, .build, .error].randomElement(using: &random))
        }
        let rows = loggers.flatMap { logger in
            ports.filter { _ in .random(using: &random) }.map { LoggingPort(loggerID: logger.id, portID: $0.id) }
        }
        self.init(
            projectID: "project", vpcs: [VPC(id: uuid(1)), VPC(id: uuid(2))], ports: ports, loggers: loggers, loggingPorts: rows)
    }

    /// The same without one of its facts: a row, a logger, or what is said of a port.
    fileprivate func lessKnown(using random: inout SeededRandom) -> Self {
        var less = self
        switch Int.random(in: 0..<3, using: &random) {
        case 0: if !less.loggingPorts.isEmpty { less.loggingPorts.remove(at: .random(in: less.loggingPorts.indices, using: &random)) }
        case 1: less.loggers.remove(at: .random(in: less.loggers.indices, using: &random))
        default:
            let index = Int.random(in: less.ports.indices, using: &random)
            switch Int.random(in: 0..<5, using: &random) {
            case 0: less.ports[index].deviceOwner = nil
            case 1: less.ports[index].deviceID = nil
            case 2: less.ports[index].status = nil
            case 3: less.ports[index].addresses = nil
            default: less.ports[index].vpcID = nil
            }
        }
        return less
    }
}
