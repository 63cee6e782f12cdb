import FlowLogModel
import FlowLogPlan
import TestSupport

extension Scenario {
    /// What Contract: Plan, Text shows.
    static func contractExamplePlan() throws -> Plan {
        let unchanged = (1...12).map { desired("unchanged-\($0)", target: 100 + $0) }
        let web = desired("web-subnet", target: 1)
        let database = desired("db-port", target: 2, [.filter: .string("DROP")])
        let stack = stack([web, database] + unchanged, name: "prod-network")
        let owner = stack.name
        var list = unchanged.enumerated().map { live(100 + $0, like: $1, owner: owner) }
        list += (1...3).map { live(200 + $0, like: desired("stray-\($0)", target: 200 + $0), owner: nil) }
        list += [
            live(1, like: web, owner: owner, [.adminStateUp: .boolean(false)]).withID("3e84619a-1e49-4b19-b353-a15f7d278f94"),
            live(2, like: database, owner: owner, [.filter: .string("ALL")]).withID("4a9912b9-7bbc-48f0-b066-fc165486f49d"),
            live(3, like: desired("old-port", target: 3), owner: owner).withID("8287f6df-42cb-4cb6-a3f3-0e13fad43526"),
        ]
        return try makePlan([input(stack, list)])
    }

    /// A change for each of three keys, one logger without a key, and one that stays the same.
    static func changedPlan(_ options: PlanOptions) throws -> Plan {
        let loggers = [desired("web"), desired("db", target: 2), desired("new", target: 3), desired("same", target: 4)]
        let list = [
            live(1, like: loggers[0]), live(2, like: loggers[1], [.name: .string("by hand")]), live(4, like: loggers[3]),
            live(5, like: desired("gone", target: 5)), live(6, like: desired("stray", target: 6), owner: nil),
        ]
        return try makePlan([input(stack(loggers, unmanaged: .delete), list)], options: options)
    }

    static func noChangesPlan() throws -> Plan {
        let web = desired("web")
        return try makePlan([
            input(stack([web]), [live(1, like: web), live(2, like: web, owner: "other"), live(3, like: desired("stray"), owner: nil)])
        ])
    }

    /// With `--endpoint` nobody need say which region it is.
    static func noRegionPlan() throws -> Plan {
        let web = desired("web", [.description: .string("new")])
        let list = [live(1, like: web, [.description: .string("old")]), live(2, like: desired("stray", target: 2), owner: nil)]
        return try makePlan([input(stack([web]).inRegion(nil), list)])
    }

    static func maxDeletesPlan() throws -> Plan {
        let loggers = (1...9).map { desired("port-\($0)", target: $0) }
        let list = loggers.enumerated().map { live($0, like: $1) }
        return try makePlan([input(stack([loggers[0]]), list)])
    }

    /// One stack for each reason to refuse, and one that is fine.
    static func severalRefusalsPlan() throws -> Plan {
        let web = desired("web")
        let gone = [live(1, like: web, owner: "emptied"), live(2, like: desired("gone"), owner: "shrunk")]
        let pinned = desired("web", pinnedID: uuid(9999))
        return try makePlan([
            input(stack([pinned], name: "blocked"), gone), input(stack([], name: "emptied"), gone),
            input(stack([desired("fine", target: 5)], name: "fine"), gone),
            input(stack([desired("other", target: 6)], name: "shrunk", maxDeletes: .count(0)), gone),
        ])
    }

    /// Text that would colour, reorder, hide or add lines to what a terminal shows.
    static func hostilePlan() throws -> Plan {
        let erase = "\u{1b}[2J\u{1b}[31mNo changes.\u{1b}[0m"
        let reorder = "a\u{202e}gpj\u{202c}.exe\u{2066}x\u{2069}"
        let lines = "first\nPlan: 0 to add\r\u{2028}\u{85}\t\"quoted\" \\ 'single' `tick` | pipe"
        let web = desired("web", [.name: .string(erase), .description: .string(reorder), .customizedField: .string(lines)])
        let there = live(1, like: web, [.name: .string(lines), .description: .string(erase), .customizedField: .string(reorder)])
        let sick = desired("sick", target: 2)
        let stray = live(4, like: desired("stray", target: 4, [.name: .string("떠돌이 \(erase)\(reorder)\(lines)")]), owner: nil)
        let list = [
            there.withID("id\u{1b}]0;title\u{7}"),
            live(2, like: sick, status: .error, errorType: "\u{9b}31mOBS\u{200b}Error\nfine"),
            live(3, like: desired("twin", target: 3, [.name: .string(erase)]), owner: nil).withID("\u{feff}a\nb"),
            stray.withID("\u{202e}c"),
        ]
        let adopted = desired("twin", target: 3, [.name: .string(erase), .filter: .string("DROP")])
        let created = desired("new", target: 5, [.name: .string(reorder), .description: .string("보통 글\u{0}\u{7f}")])
        let stack = stack([web, sick, adopted, created], unmanaged: .delete, maxDeletes: .count(9))
        return try makePlan([input(stack.inRegion("KR\u{1b}1"), list)])
    }
}
