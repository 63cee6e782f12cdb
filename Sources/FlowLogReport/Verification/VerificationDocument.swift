import FlowLogModel
import FlowLogPlan
package import FlowLogVerify

/// What `verify` found, as JSON (Contract: Storage, Formats of verify).
package struct VerificationDocument {
    private let verification: Verification

    package init(_ verification: Verification) { self.verification = verification }

    /// One object on one line.
    package var json: String {
        JSONValue.object([
            "proven": .boolean(
                verification.isProven && verification.unknowns.isEmpty && verification.stacks.allSatisfy { $0.plan.failure == nil }),
            "stacks": .array(
                verification.stacks.map { stack in
                    .object([
                        "stack": .string(stack.plan.stack.name), "cloud": JSONValue(stack.plan.stack.cloud),
                        "region": JSONValue(stack.plan.stack.region),
                        "error": stack.plan.failure.map { JSONValue(code: $0.code.rawValue, message: $0.message) } ?? .null,
                    ])
                }),
            "loggers": .array(verification.items.map(document)),
        ]).text + "\n"
    }

    private func document(_ item: Verification.Item) -> JSONValue {
        let live = item.change.action.live
        return .object([
            "address": .string(item.change.address), "cloud": JSONValue(item.change.place.cloud), "key": JSONValue(item.change.key),
            "region": JSONValue(item.change.region), "id": JSONValue(live?.id), "enabled": .boolean(item.isEnabled),
            "status": JSONValue(live?.status.rawValue), "error_type": .string(live?.errorType ?? ""), "ports": .integer(item.ports),
            "problem": JSONValue(item.problem?.rawValue),
            "checks": .object([
                "status": check(item.statusProblem), "ports": check(item.portsProblem),
                "storage": item.container.map(check) ?? .null, "fresh": item.freshness.map(check) ?? .null,
            ]),
        ])
    }

    private func check(_ problem: Verification.Problem?) -> JSONValue {
        check(problem?.rawValue ?? "ok", problem.map(VerificationWords.says))
    }

    private func check(_ container: ContainerVerdict) -> JSONValue {
        let state =
            switch container {
            case .ok: "ok"
            case .missing: Verification.Problem.containerMissing.rawValue
            case .notWritable: Verification.Problem.containerNotWritable.rawValue
            case .notChecked(let failure): failure.kind == .unanswered ? "unknown" : "not_checked"
            }
        return check(state, VerificationWords.says(container))
    }

    private func check(_ freshness: Freshness) -> JSONValue {
        let state =
            switch freshness {
            case .fresh: "fresh"
            case .pending: "pending"
            case .stale: "stale"
            case .unknown: "unknown"
            case .notChecked: "not_checked"
            }
        return check(state, VerificationWords.says(freshness))
    }

    private func check(_ state: String, _ reason: String?) -> JSONValue {
        .object(["state": .string(state), "reason": JSONValue(reason)])
    }
}
