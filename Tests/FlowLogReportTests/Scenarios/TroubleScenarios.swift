import FlowLogModel
import FlowLogPlan
import TestSupport

extension Scenario {
    private static let drop: [LoggerField: FieldValue?] = [.filter: .string("DROP")]

    /// Every code that blocks a change, some of them in several ways.
    static func blockedPlan() throws -> Plan {
        let newer = desired("newer-mark", target: 8)
        let long = desired("too-long", target: 9)
        let loggers = [
            desired("adopt-would-replace", target: 1, Self.drop),
            desired("ambiguous", target: 2),
            desired("contested-1", target: 3, [.name: .string("contested")]),
            desired("contested-2", target: 3, [.name: .string("contested")]),
            desired("contested-pin", target: 4, pinnedID: uuid(1010)),
            desired("foreign-name", target: 5), desired("foreign-pin", target: 6, pinnedID: uuid(1006)),
            desired("gone-pin", target: 7, pinnedID: uuid(9999)),
            newer, long,
            desired("owner", target: 10),
            desired("prevent-destroy", target: 11, Self.drop, preventDestroy: true),
            desired("requested", target: 12, preventDestroy: true),
            desired("shared", target: 13),
            desired("unchanged", target: 14),
            desired("updated", target: 15, [.description: .string("new")]),
            desired("unreadable", target: 16), desired("two-marks", target: 17),
        ]
        let list = [
            live(1, like: desired("adopt-would-replace", target: 1), owner: nil),
            live(2, like: loggers[1], owner: nil), live(20, like: loggers[1], owner: nil),
            live(3, like: loggers[2], owner: nil),
            live(5, like: loggers[5], owner: "other"), live(6, like: loggers[6], owner: "other"),
            live(8, like: newer).marked(.newer(OwnerMark(stack: "prod", key: "newer-mark"), words: "frozen solid")),
            live(9, like: long, owner: nil, [.description: .string(String(repeating: "가", count: 250))]),
            live(10, like: loggers[10]),
            live(11, like: desired("prevent-destroy", target: 11, preventDestroy: true)),
            live(12, like: loggers[12]), live(13, like: loggers[13], owner: nil), live(14, like: loggers[14]),
            live(15, like: loggers[15], [.description: .string("old")]),
            live(16, like: loggers[16]).lacking("filter"),
            live(17, like: loggers[17]).described("[flowlogctl:edge/two-marks] [flowlogctl:prod/two-marks]"),
            live(30, like: desired("extra-newer", target: 30)).marked(
                .newer(OwnerMark(stack: "prod", key: "extra-newer"), words: "frozen")),
            live(31, like: desired("extra-protected", target: 31, preventDestroy: true)),
        ]
        let second = stack([desired("shared", target: 13)], name: "second")
        return try makePlan(
            [input(stack(loggers), list), input(second, list)], options: PlanOptions(replaces: [KeySelector("requested")]))
    }

    /// Loggers that do not do what they say, whether or not they change.
    static func unhealthyPlan() throws -> Plan {
        let types = [
            "AuthenticationSystemError", "OBSConfigurationError", "OBSServiceNotAvailableError", "SomethingNewError", "",
        ]
        let names = ["no-token", "no-write", "no-storage", "new-error", "no-reason"]
        var pairs: [(DesiredLogger, LiveLogger)] = []
        for (index, (key, type)) in zip(names, types).enumerated() {
            let unchanged = desired(key, target: 1 + index)
            pairs.append((unchanged, live(1 + index, like: unchanged, status: .error, errorType: type)))
        }
        let updated = desired("updated", target: 10, [.description: .string("new")])
        let replaced = desired("replaced", target: 11, [.storageURL: .string("https://host.example/v1/AUTH_a/other/dir")])
        let adopted = desired("adopted", target: 12)
        let kept = desired("kept", target: 13, Self.drop, preventDestroy: true)
        let off = desired("off-but-active", target: 14, [.adminStateUp: .boolean(false)])
        let on = desired("on-but-inactive", target: 15)
        let building = desired("building", target: 16)
        let odd = desired("unknown-status", target: 17)
        pairs += [
            (updated, live(10, like: updated, [.description: .string("")], status: .error, errorType: types[0])),
            (replaced, live(11, like: desired("replaced", target: 11), status: .error, errorType: types[1])),
            (adopted, live(12, like: adopted, owner: nil, status: .error, errorType: types[2])),
            (kept, live(13, like: kept, [.filter: .string("ALL")], status: .error, errorType: types[1])),
            (off, live(14, like: off, status: .active)), (on, live(15, like: on, status: .inactive)),
            (building, live(16, like: building, status: .build)),
            (odd, live(17, like: odd, status: LoggerStatus(rawValue: "PENDING_UPDATE"))),
        ]
        let extra = live(20, like: desired("extra", target: 20), status: .error, errorType: types[1])
        return try makePlan([input(stack(pairs.map(\.0)), pairs.map(\.1) + [extra])])
    }

    /// Several stacks in several regions, of which some cannot be read.
    static func regionsPlan() throws -> Plan {
        let web = desired("web", target: 1)
        let edge = stack([web, desired("api", target: 2)], name: "edge")
        let damaged = live(4, like: desired("stray", target: 4), owner: nil, [.description: .string("[flowlogctl:edge")]).marked(.damaged)
        let first = [live(1, like: web, owner: "edge", [.name: .string("by hand")]), live(3, like: web, owner: "core"), damaged]
        let second = [live(5, like: web, owner: "edge"), live(6, like: desired("lonely", target: 6), owner: nil)]
        return try makePlan([
            input(stack([web], name: "core"), first), input(edge, first), input(edge.inRegion("KR2"), second),
            PlanInput(edge.inRegion("KR3"), .failure(StackFailure(.configuration, "the catalog has no region KR3, only KR1 and KR2"))),
            PlanInput(edge.inRegion("KR4"), .failure(StackFailure(.authentication, "Unauthorized (request req-1)"))),
            PlanInput(
                stack([web], name: "last").inRegion("KR5"),
                .failure(StackFailure(.api, "503 \u{1b}[31mService Unavailable\u{1b}[0m\nproxy"))),
        ])
    }
}
