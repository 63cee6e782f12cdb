import FlowLogModel
import FlowLogPlan
import FlowLogVerify
import TestSupport

/// Reports of verify.
enum VerificationScenario {
    private static let now = Timestamp(secondsSince1970: 1_767_225_600)

    /// Every state of every check, reasons that hold for several loggers, and a stack that could not be read.
    static func states() throws -> Verification {
        let refused = StorageFailure(.notAuthenticated, "no token for AUTH_a: the login was refused (401)")
        let noWriter = StorageFailure(.notChecked, "the manifest does not say who is to write to it: add storage.writer")
        let long = now - .seconds(3 * 3_600 + 59)
        let storage: [String: (ContainerVerdict?, Freshness?)] = [
            "fine": (.ok, .fresh(newest: now - .seconds(240), now: now)),
            "quiet": (.ok, .stale(newest: long, since: long, now: now, isMissing: false)),
            "silent": (.ok, .stale(newest: nil, since: now - .seconds(5 * 86_400), now: now, isMissing: false)),
            "young": (.ok, .pending(since: now - .seconds(90), now: now)),
            "closed": (
                .notWritable(acl: "other:user", url: "https://host.example/v1/AUTH_a/flowlog"), .fresh(newest: now - .seconds(60), now: now)
            ),
            "gone": (.missing, .stale(newest: nil, since: long, now: now, isMissing: true)),
            "unsure": (.ok, .unknown("GET flowlog: 503 from the storage")),
            "dark-1": (.notChecked(refused), .notChecked(refused)), "dark-2": (.notChecked(refused), .notChecked(refused)),
            "no-writer": (.notChecked(noWriter), .fresh(newest: now, now: now)), "off": (.ok, nil), "sick": (.ok, nil),
            "no-ports": (.missing, .unknown("GET flowlog: 503 from the storage")), "absent": (.ok, nil),
        ]
        return verification(
            try plan(storage.keys.sorted()), ports: { $0 == "no-ports" || $0 == "off" ? 0 : 2 }, { storage[$0] ?? (nil, nil) })
    }

    /// What is said when nothing but status and ports was asked for.
    static func plain() throws -> Verification {
        verification(try plan(["absent", "fine", "off", "sick"]), ports: { _ in 1 }, { _ in (nil, nil) })
    }

    /// One stack with these loggers, one with a name that does not exist, and one that could not be read.
    private static func plan(_ keys: [String]) throws -> Plan {
        let wanted = keys.enumerated().map { number, key in
            desired(key, target: number, key == "off" ? [.adminStateUp: .boolean(false)] : [:])
        }
        let list = wanted.enumerated().filter { $1.key != "absent" }.map { number, logger in
            let isSick = logger.key == "sick"
            return live(number, like: logger, status: isSick ? .error : nil, errorType: isSick ? "OBSConfigurationError" : "")
        }
        let lost = named("lost", [.vpc: "nowhere"])
        let byName = try input(
            stack([lost], name: "names").inRegion("JP1"), [],
            resolve([lost].compactMap(\.resource), in: Inventory(projectID: "project", vpcs: .success([]))))
        let failed = PlanInput(stack([], name: "far").inRegion("KR2"), .failure(StackFailure(.api, "GET /v2.0/flowlog-loggers: 503")))
        return try makePlan([input(stack(wanted), list), byName, failed])
    }

    /// Text of others wherever it can stand.
    /// - Parameter text: the text of a number below `injections.count`.
    static func injected(_ text: (Int) -> String) throws -> Verification {
        let wanted = injections.indices.map { desired("mod-\($0)", target: $0) }
        let list = zip(injections.indices, wanted).map { number, logger in
            let isSick = number.isMultiple(of: 5)
            return live(number, like: logger, status: isSick ? .error : nil, errorType: isSick ? text(number) : "")
        }
        let failed = injections.indices.map { number in
            PlanInput(
                stack([], name: "failed-\(number)").inRegion("\(text(number))\(number)"), .failure(StackFailure(.api, text(number))))
        }
        return verification(
            try makePlan([input(stack(wanted).inRegion(text(12)), list)] + failed), ports: { _ in 1 }
        ) { key in
            let number = Int(key.split(separator: "-").last ?? "") ?? 0
            let failure = StorageFailure(.unanswered, "\(text(number))\(number)")
            return switch number % 3 {
            case 0: (.notWritable(acl: text(number), url: text(number)), nil)
            case 1: (.notChecked(failure), .notChecked(failure))
            default: (.ok, .unknown(failure.reason))
            }
        }
    }

    private static func verification(
        _ plan: Plan, ports: (String) -> Int, _ storage: (String) -> (ContainerVerdict?, Freshness?)
    ) -> Verification {
        let changes = plan.changes.filter(\.isWanted)
        func each<Value>(_ value: (String) -> Value?) -> [ChangeAddress: Value] {
            Dictionary(uniqueKeysWithValues: changes.compactMap { change in value(change.key ?? "").map { (change.fullAddress, $0) } })
        }
        let counts = changes.compactMap { change in change.action.live.map { ($0.id, ports(change.key ?? "")) } }
        return Verification(
            plan, ports: Dictionary(uniqueKeysWithValues: counts), containers: each { storage($0).0 }, freshness: each { storage($0).1 })
    }
}
