import FlowLogModel
import FlowLogPlan
import FlowLogVerify

/// Ports of a subnet that are not covered for one reason: what text, Markdown and HTML say in one place.
struct CoverageHole {
    let state: CoverageState
    private let deviceOwner: String?
    private let loggers: [LiveLogger]
    private let ports: [Port]

    /// The holes among the ports of a subnet, the worst first.
    static func all(in ports: [Coverage.CoveredPort]) -> [CoverageHole] {
        let open = ports.filter(\.isOpen)
        return Dictionary(grouping: open) { Reason(state: $0.state, deviceOwner: $0.port.deviceOwner, loggers: $0.loggers.map(\.id)) }
            .values.map { ports in
                CoverageHole(
                    state: ports[0].state, deviceOwner: ports[0].port.deviceOwner, loggers: ports[0].loggers,
                    ports: ports.map(\.port).sorted { Self.order($0) < Self.order($1) })
            }.sorted { $0.order < $1.order }
    }

    private struct Reason: Hashable {
        let state: CoverageState
        let deviceOwner: String?
        let loggers: [String]
    }

    /// `3 uncovered (compute:kr-pub-a): no logger is for them`.
    var reason: Shown {
        let owner: Shown = deviceOwner.map { $0.isEmpty ? "no device_owner" : Shown($0) } ?? "unknown device_owner"
        return "\(ports.count) \(state.words) (\(owner)): \(why)"
    }

    /// The address of each port, or the id of one without, and its name if it has one.
    var names: [Shown] {
        ports.map { port in
            let name: Shown = port.name.flatMap { $0.isEmpty ? nil : " \(JSONValue.string($0).text)" } ?? ""
            return "\(port.firstIP ?? port.id)\(name)"
        }
    }

    private var why: Shown {
        let them: Words = ports.count == 1 ? "it" : "them"
        func each(_ isMeant: (LiveLogger) -> Bool, _ what: (LiveLogger) -> Shown) -> Shown {
            loggers.filter(isMeant).map { "\(CoverageWords.logger($0)) \(what($0))" }.joined(separator: ", ")
        }
        return switch state {
        case .failing: each(\.isUnhealthy) { $0.status == .error ? "is in \($0.illness)" : "is \($0.illness)" }
        case .claimed:
            each(\.fields.isEnabled) { $0.status == .build ? "is in BUILD" : "is for \(them), but its logging ports do not have \(them)" }
        case .disabled: each({ _ in true }) { _ in "is switched off" }
        default: "no logger is for \(them)"
        }
    }

    private var order: (Int, Int, String, String) {
        (state.severity, -ports.count, deviceOwner ?? "", ports.first?.id ?? "")
    }

    /// By address: within a subnet a shorter one is a smaller one.
    private static func order(_ port: Port) -> (Int, String, String) {
        let address = port.firstIP ?? ""
        return (address.utf8.count, address, port.id)
    }
}
