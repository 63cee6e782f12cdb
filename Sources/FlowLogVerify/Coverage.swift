package import FlowLogModel
import FlowLogPlan

/// Which ports of a project's network are recorded, and by what (Contract: Coverage). A function of what was listed: the order of the
/// lists makes no difference, and what is not known never counts as recorded or as not to be recorded.
package struct Coverage: Sendable, Hashable {
    /// A port, with the loggers that record it or are for it, by id.
    package struct CoveredPort: Sendable, Hashable {
        package let port: Port
        package let state: CoverageState
        package let loggers: [LiveLogger]
        /// Those among them that record it.
        package let recording: [LiveLogger]

        /// Whether it counts and is not covered.
        package var isOpen: Bool { state.counts && !state.isCovered }
    }

    /// The project's ports, by id.
    package let ports: [CoveredPort]
    /// How many ports of other projects are in the project's VPCs; they do not count.
    package let foreign: Int

    /// What was listed at one moment.
    package struct Facts: Sendable {
        package var projectID: ProjectID?
        package var vpcs: [VPC]
        package var ports: [Port]
        /// Of the project.
        package var loggers: [LiveLogger]
        package var loggingPorts: [LoggingPort]

        package init(projectID: ProjectID?, vpcs: [VPC], ports: [Port], loggers: [LiveLogger], loggingPorts: [LoggingPort]) {
            self.projectID = projectID
            self.vpcs = vpcs
            self.ports = ports
            self.loggers = loggers
            self.loggingPorts = loggingPorts
        }

        /// The ports of the project.
        package var ownPorts: [Port] { ports.filter { $0.projectID.isOwn(of: projectID) } }
    }

    package init(_ facts: Facts, excluding exclusions: Exclusions = Exclusions()) {
        let loggers = Loggers(facts)
        ports = facts.ownPorts.sorted { $0.id < $1.id }.map { port in
            let (listing, containing) = (loggers.listing(port), loggers.containing(port))
            let recording = loggers.each(listing).filter(\.isCollecting)
            return CoveredPort(
                port: port,
                state: exclusions.hold(for: port)
                    ? .excluded : Self.state(port, recording: recording, containing: loggers.each(containing).map(\.live)),
                loggers: loggers.each(listing + containing).map(\.live), recording: recording.map(\.live))
        }
        let own = Set(facts.vpcs.filter { $0.owner.isOwn(of: facts.projectID) }.map { $0.id.lowercased() })
        foreign = facts.ports.count {
            !$0.projectID.isOwn(of: facts.projectID) && ($0.vpcID.map { own.contains($0.lowercased()) } ?? false)
        }
    }

    /// How much of the ports is recorded.
    package var share: Share { Share(ports) }

    /// How much of some ports is recorded.
    package struct Share: Sendable, Hashable {
        /// How many count.
        package let counted: Int
        /// How many of these are recorded.
        package let covered: Int

        package init(_ ports: [CoveredPort]) {
            counted = ports.count { $0.state.counts }
            covered = ports.count { $0.state.isCovered }
        }

        /// Whether there is something to cover, and all of it is.
        package var isWhole: Bool { counted > 0 && covered == counted }

        /// Whole percent, rounded down; nil if nothing counts.
        package var percent: Int? { counted == 0 ? nil : covered * 100 / counted }
    }

    private static func state(_ port: Port, recording: [Logger], containing: [LiveLogger]) -> CoverageState {
        if !recording.isEmpty {
            let packets = recording.reduce(into: Logger.Packets()) { $0.formUnion($1.packets) }
            return packets == .all ? .captured : .partial
        }
        // A row of a logger that is off or ill makes no difference: were it missing, no more would be covered.
        if port.status?.uppercased() == "DOWN" || (port.deviceOwner == "" && port.deviceID == "") { return .unattached }
        if let owner = port.deviceOwner, notCapturable.contains(owner) { return .notCapturable }
        if containing.contains(where: \.isUnhealthy) { return .failing }
        if containing.contains(where: \.fields.isEnabled) { return .claimed }
        return containing.isEmpty ? .uncovered : .disabled
    }

    /// Service facts: The network's inventory. No list of what is recorded can be taken for complete, but these are not.
    private static let notCapturable: Set<String> = [
        "network:router_interface", "network:router_gateway", "network:dhcp", "network:floatingip",
    ]
}

/// A logger, with what is asked of it for every port.
private struct Logger {
    let live: LiveLogger
    /// Whether it is enabled and ACTIVE.
    let isCollecting: Bool
    /// Which packets it records then.
    let packets: Packets

    struct Packets: OptionSet {
        let rawValue: Int
        static let accepted = Packets(rawValue: 1)
        static let dropped = Packets(rawValue: 2)
        static let all: Packets = [.accepted, .dropped]
    }

    init(_ live: LiveLogger) {
        self.live = live
        isCollecting = live.status == .active && live.fields[.adminStateUp] == .boolean(true)
        let filter =
            live.fields[.connectionSetupOnly] == .boolean(false) ? live.fields[.filter].map(LoggerField.filter.normalized)?.text : nil
        packets =
            switch filter {
            case "ALL": .all
            case "ACCEPT": .accepted
            case "DROP": .dropped
            default: []
            }
    }
}

/// The loggers of a project, found by what they record and by what they are for.
private struct Loggers {
    /// By id.
    private let loggers: [Logger]
    private var byPort: [String: [Int]] = [:]
    private var byTarget: [ResourceKind: [String: [Int]]] = [:]

    init(_ facts: Coverage.Facts) {
        loggers = facts.loggers.sorted { $0.id < $1.id }.map(Logger.init)
        let byID = Dictionary(loggers.enumerated().map { ($1.live.id.lowercased(), $0) }, uniquingKeysWith: { first, _ in first })
        for row in facts.loggingPorts {
            if let logger = byID[row.loggerID.lowercased()] { byPort[row.portID.lowercased(), default: []].append(logger) }
        }
        for (index, logger) in loggers.enumerated() {
            guard let kind = logger.live.fields[.resourceType]?.text.flatMap({ ResourceKind(rawValue: $0.uppercased()) }),
                let id = logger.live.fields[.resourceID]?.text
            else { continue }
            byTarget[kind, default: [:]][id.lowercased(), default: []].append(index)
        }
    }

    /// Those that the service's list says record the port.
    func listing(_ port: Port) -> [Int] { byPort[port.id.lowercased()] ?? [] }

    /// Those whose target is the port, one of its subnets, or its VPC.
    func containing(_ port: Port) -> [Int] {
        func found(_ kind: ResourceKind, _ id: String?) -> [Int] { id.flatMap { byTarget[kind]?[$0.lowercased()] } ?? [] }
        return found(.port, port.id) + (port.addresses ?? []).flatMap { found(.subnet, $0.subnetID) } + found(.vpc, port.vpcID)
    }

    /// Each once, by id.
    func each(_ indices: [Int]) -> [Logger] { (indices.count < 2 ? indices : Set(indices).sorted()).map { loggers[$0] } }
}
