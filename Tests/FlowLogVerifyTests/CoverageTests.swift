import FlowLogModel
import FlowLogPlan
import FlowLogVerify
import TestSupport
import Testing

@Suite("Coverage")
struct CoverageTests {
    private static let port = Port(
        id: uuid(8), vpcID: uuid(1), addresses: [Port.Address(subnetID: uuid(4), ip: "10.0.0.8")], deviceID: "instance",
        deviceOwner: "compute:kr-pub-a", status: "ACTIVE", projectID: "project")

    private static func logger(
        _ number: Int, _ kind: ResourceKind = .vpc, _ target: Int = 1, status: LoggerStatus = .active,
        fields: [LoggerField: FieldValue?] = [:]
    ) -> LiveLogger {
        live(
            number,
            like: desired(
                "l\(number)", target: target,
                fields.merging([.resourceType: .string(kind.rawValue), .connectionSetupOnly: .boolean(false)]) { first, _ in first }),
            status: status)
    }

    private static func state(
        _ port: Port = port, _ loggers: [LiveLogger] = [], listedBy: [LiveLogger] = [], excluding exclusions: Exclusions = Exclusions()
    ) -> CoverageState? {
        Coverage(
            Coverage.Facts(
                projectID: "project", vpcs: [VPC(id: uuid(1))], ports: [port], loggers: loggers + listedBy,
                loggingPorts: listedBy.map { LoggingPort(loggerID: $0.id, portID: port.id) }),
            excluding: exclusions
        ).ports.first?.state
    }

    private static func port(_ change: (inout Port) -> Void) -> Port {
        var port = port
        change(&port)
        return port
    }

    @Test("a port that is listed is captured if every packet of it is recorded, else partial")
    func listed() {
        let accept = Self.logger(1, fields: [.filter: .string("ACCEPT")])
        let drop = Self.logger(2, fields: [.filter: .string("DROP")])
        #expect(Self.state(listedBy: [Self.logger(1)]) == .captured)
        #expect(Self.state(listedBy: [accept, drop]) == .captured)
        #expect(Self.state(listedBy: [accept]) == .partial)
        #expect(Self.state(listedBy: [Self.logger(1, fields: [.connectionSetupOnly: .boolean(true)])]) == .partial)
        #expect(Self.state(listedBy: [Self.logger(1, fields: [.filter: nil])]) == .partial)
        #expect(Self.state(listedBy: [Self.logger(1, fields: [.connectionSetupOnly: nil])]) == .partial)
        #expect(Self.state(Self.port { $0.status = "DOWN" }, listedBy: [accept]) == .partial)
    }

    @Test("a row of a logger that is off, ill or unknown records nothing")
    func rows() {
        #expect(Self.state(listedBy: [Self.logger(1, status: .inactive, fields: [.adminStateUp: .boolean(false)])]) == .disabled)
        #expect(Self.state(listedBy: [Self.logger(1, status: .error)]) == .failing)
        #expect(Self.state(listedBy: [Self.logger(1, status: .build)]) == .claimed)
        #expect(Self.state(listedBy: [Self.logger(1, fields: [.adminStateUp: nil])]) == .claimed)
    }

    @Test("what nothing uses, and what the service does not record, does not count; what is not said does")
    func uncounted() {
        #expect(Self.state(Self.port { ($0.deviceOwner, $0.deviceID) = ("", "") }) == .unattached)
        #expect(Self.state(Self.port { $0.status = "DOWN" }) == .unattached)
        #expect(Self.state(Self.port { $0.deviceOwner = "network:dhcp" }) == .notCapturable)
        for odd in [
            Self.port { ($0.deviceOwner, $0.deviceID) = (nil, "") }, Self.port { ($0.deviceOwner, $0.deviceID) = ("", nil) },
            Self.port { $0.deviceOwner = "network:something" }, Self.port { $0.status = nil },
        ] {
            #expect(Self.state(odd) == .uncovered)
        }
    }

    @Test("a logger is for a port if its target is the port, one of its subnets, or its VPC; the worst that is said of them holds")
    func containing() {
        for logger in [Self.logger(1, .port, 8), Self.logger(1, .subnet, 4), Self.logger(1, .vpc, 1)] {
            #expect(Self.state(Self.port, [logger]) == .claimed)
        }
        #expect(Self.state(Self.port, [Self.logger(1, .vpc, 2), Self.logger(2, .subnet, 5), Self.logger(3, .port, 9)]) == .uncovered)
        let off = Self.logger(2, status: .inactive, fields: [.adminStateUp: .boolean(false)])
        #expect(Self.state(Self.port, [off]) == .disabled)
        #expect(Self.state(Self.port, [off, Self.logger(1)]) == .claimed)
        #expect(Self.state(Self.port, [Self.logger(1), Self.logger(3, status: .error)]) == .failing)
    }

    @Test("an exclusion holds for a port, its VPC, its kind of device, or all of its subnets")
    func excluded() {
        func excluding(_ change: (inout Exclusions) -> Void) -> Exclusions {
            var exclusions = Exclusions()
            change(&exclusions)
            return exclusions
        }
        let subnet = excluding { $0.add(.subnet, id: uuid(4).uppercased()) }
        for exclusions in [
            excluding { $0.add(.vpc, id: uuid(1)) }, excluding { $0.add(.port, id: uuid(8)) }, subnet,
            excluding { $0.add(deviceOwner: "compute:kr-pub-a") },
        ] {
            #expect(Self.state(listedBy: [Self.logger(1)], excluding: exclusions) == .excluded)
        }
        let second = Port.Address(subnetID: uuid(5), ip: "10.0.1.8")
        #expect(Self.state(Self.port { $0.addresses?.append(second) }, excluding: subnet) == .uncovered)
        #expect(Self.state(Self.port { $0.addresses = [] }, excluding: subnet) == .uncovered)
        #expect(Self.state(excluding: excluding { $0.add(deviceOwner: "compute") }) == .uncovered)
    }

    @Test("coverage is whole percent, rounded down, of what counts; ports of others in the project's VPCs are only counted")
    func share() {
        let covered = (20..<219).map { number in Self.port { $0.id = uuid(number) } }
        var theirs = Self.port { $0.id = uuid(500) }
        theirs.projectID = "another"
        let logger = Self.logger(1)
        let facts = Coverage.Facts(
            projectID: "project", vpcs: [VPC(id: uuid(1))], ports: covered + [Self.port, theirs], loggers: [logger],
            loggingPorts: covered.map { LoggingPort(loggerID: logger.id, portID: $0.id) })
        let coverage = Coverage(facts)
        #expect(coverage.share.covered == 199 && coverage.share.counted == 200 && coverage.share.percent == 99 && coverage.foreign == 1)
        #expect(Coverage(Coverage.Facts(projectID: "project", vpcs: [], ports: [], loggers: [], loggingPorts: [])).share.percent == nil)
    }

    @Test("ids are compared without case, wherever they come from")
    func ids() {
        let lower = Self.port { ($0.id, $0.vpcID) = (uuid(0xab), uuid(0xcd)) }
        let upper = Self.port { ($0.id, $0.vpcID) = (uuid(0xab).uppercased(), uuid(0xcd).uppercased()) }
        for logger in [Self.logger(1, .port, 0xab), Self.logger(1, .vpc, 0xcd)] { #expect(Self.state(upper, [logger]) == .claimed) }
        let logger = Self.logger(0xef)
        let rows = [LoggingPort(loggerID: logger.id.uppercased(), portID: upper.id)]
        let facts = Coverage.Facts(projectID: "project", vpcs: [], ports: [lower], loggers: [logger], loggingPorts: rows)
        #expect(Coverage(facts).ports.map(\.state) == [.captured])
    }

    @Test("ports of others are foreign only in the project's own VPCs, external ones aside")
    func foreign() {
        let theirs = Self.port { $0.projectID = "another" }
        for (owner, count) in [
            (NetworkOwner(), 1), (NetworkOwner(projectID: "project", isShared: true), 1), (NetworkOwner(projectID: "another"), 0),
            (NetworkOwner(projectID: "project", isExternal: true), 0),
        ] {
            let facts = Coverage.Facts(
                projectID: "project", vpcs: [VPC(id: uuid(1), owner: owner)], ports: [theirs], loggers: [], loggingPorts: [])
            #expect(Coverage(facts).foreign == count && Coverage(facts).ports.isEmpty, "\(owner)")
        }
    }

    @Test("less than the minimum is below it, and so is nothing to cover; what is not known is not")
    func minimum() {
        func isBelow(_ minimum: Int?, _ outcome: Result<Coverage, StackFailure>) -> Bool {
            let found = outcome.map { coverage in
                PlaceCoverage.Found(
                    coverage: coverage, tree: CoverageTree(coverage, vpcs: [], subnets: [], projectID: "project"), exclusions: [])
            }
            return PlaceCoverage(place: Place(cloud: nil, region: "KR1"), projectID: "project", minimum: minimum, outcome: found)
                .isBelowMinimum
        }
        let logger = Self.logger(1)
        let ports = (20..<40).map { number in Self.port { $0.id = uuid(number) } }
        let most = Coverage(
            Coverage.Facts(
                projectID: "project", vpcs: [], ports: ports, loggers: [logger],
                loggingPorts: ports.dropFirst().map { LoggingPort(loggerID: logger.id, portID: $0.id) }))
        #expect(most.share.percent == 95)
        #expect([nil, 0, 95].allSatisfy { !isBelow($0, .success(most)) } && isBelow(96, .success(most)))
        let nothing = Coverage(Coverage.Facts(projectID: "project", vpcs: [], ports: [], loggers: [], loggingPorts: []))
        #expect(isBelow(0, .success(nothing)) && !isBelow(nil, .success(nothing)))
        #expect(!isBelow(100, .failure(StackFailure(.api, "no answer"))))
    }
}
