import FlowLogModel
import FlowLogPlan
import TestSupport

extension Scenario {
    /// Stacks that take loggers over from another one, or let them go.
    static func teamsPlan() throws -> Plan {
        let bastion = desired("bastion", target: 1, [.filter: .string("DROP")], previousKeys: ["network/bastion"])
        let audit = stack([desired("web", target: 2), bastion], name: "audit", previousStacks: ["network-audit"], released: ["old-test"])
        let edge = stack([desired("lb", target: 6, [.name: .string("edge-lb")])], name: "edge")
        let network = stack([desired("core", target: 3)], name: "network")
        let list = [
            live(1, like: desired("bastion", target: 1, preventDestroy: true), owner: "network"),
            live(2, like: desired("web", target: 2), owner: "network-audit"),
            live(3, like: desired("core", target: 3), owner: "network"),
            live(4, like: desired("old-test", target: 4), owner: "network-audit"),
            live(5, like: desired("forgotten", target: 5), owner: "network-audit"),
            live(6, like: desired("lb", target: 6), owner: "network"),
        ]
        let lab = stack([], name: "lab", released: ["trial"], unmanaged: .delete).inRegion("KR2")
        return try makePlan([
            input(audit, list), input(edge, list), input(network, list),
            input(lab, [live(7, like: desired("trial", target: 7), owner: "lab")]),
        ])
    }
}
