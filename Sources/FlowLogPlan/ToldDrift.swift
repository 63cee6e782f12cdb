package import FlowLogModel
import FoundationEssentials

/// What somebody was told of drift, as digests, so that nothing is told twice (Contract: CI and cron, Webhook).
package struct ToldDrift: Sendable, Hashable {
    /// A digest of what differs, by `CLOUD/REGION/STACK` and address; loggers that no stack owns by `CLOUD/REGION` instead.
    private(set) var drift: [String: [String: String]] = [:]
    /// Why it is not known what differs, by `CLOUD/REGION/STACK`, or for the whole run.
    private(set) var failures: [String: String] = [:]

    /// Of which shard, since the file of one would resolve what another has told; nil for all stacks.
    private let shard: Shard?

    private static let wholeRun = "run"
    private static let version = "flowlogctl_webhook_state"

    /// Nothing was told.
    package init(of shard: Shard? = nil) { self.shard = shard }

    /// Whether nothing differs and everything is known.
    package var isQuiet: Bool { drift.isEmpty && failures.isEmpty }

    /// Whether something could not be checked.
    package var hasFailures: Bool { !failures.isEmpty }

    /// What there is to tell now. Of what could not be checked, what was told before still holds.
    /// - Parameter failsOnUnmanaged: `--fail-on-unmanaged`: loggers that no stack owns are drift too.
    package func updated(by plan: Plan, failsOnUnmanaged: Bool) -> ToldDrift {
        var now = ToldDrift(of: shard)
        for stack in plan.stacks {
            let name = Self.name(of: stack)
            if let failure = stack.failure {
                now.failures[name] = failure.code.rawValue
                now.drift[name] = drift[name]
                let unmanaged = Self.name(ofUnmanagedIn: stack.stack.region)
                if failsOnUnmanaged { now.drift[unmanaged] = drift[unmanaged] }
            } else {
                let digests = stack.changes.compactMap { change in change.driftDigest.map { (change.address, $0) } }
                now.drift[name] = digests.isEmpty ? nil : Dictionary(digests) { first, _ in first }
            }
        }
        guard failsOnUnmanaged else { return now }
        for (region, loggers) in Dictionary(grouping: plan.unmanaged, by: \.place.region) {
            // Another cloud of the region may not have been checked.
            now.drift[Self.name(ofUnmanagedIn: region), default: [:]].merge(loggers.map { ("?\($0.live.id)", "unmanaged") }) { told, _ in
                told
            }
        }
        return now
    }

    /// What there is to tell now that the whole check has failed.
    /// - Parameter reason: the same for the same failure.
    package func updated(byFailure reason: String) -> ToldDrift {
        var now = self
        now.failures = [Self.wholeRun: reason]
        return now
    }

    static func name(of stack: StackPlan) -> String { "\(stack.stack.cloud ?? "-")/\(stack.stack.region ?? "-")/\(stack.stack.name)" }

    static func name(ofUnmanagedIn region: String?) -> String { "unmanaged/\(region ?? "-")" }

    // MARK: the file

    /// The state file: names, codes and digests, no values.
    package var text: String {
        func object(_ texts: [String: String]) -> JSONValue { .object(texts.mapValues { .string($0) }) }
        var members: [String: JSONValue] = [
            Self.version: .integer(1), "drift": .object(drift.mapValues(object)), "failures": object(failures),
        ]
        if let shard { members["shard"] = .string(shard.description) }
        return JSONValue.object(members).text + "\n"
    }

    /// Reads what `text` wrote; nil for anything else, and for what is of another shard. An empty file says that nothing was told.
    package init?(_ bytes: [UInt8], of shard: Shard? = nil) {
        self.shard = shard
        if bytes.isEmpty { return }
        guard let document = try? JSONDecoder().decode(JSONValue.self, from: Data(bytes)), document[Self.version] == .integer(1),
            document["shard"]?.string == shard?.description,
            let drift = document["drift"].flatMap({ Self.members($0) { Self.members($0, \.string) } }),
            let failures = document["failures"].flatMap({ Self.members($0, \.string) })
        else { return nil }
        self.drift = drift
        self.failures = failures
    }

    private static func members<Value>(_ object: JSONValue, _ read: (JSONValue) -> Value?) -> [String: Value]? {
        guard case .object(let members) = object else { return nil }
        let read = members.compactMapValues(read)
        return read.count == members.count ? read : nil
    }
}

extension Change {
    /// The same for what is the same drift to a reader; nil if there is none.
    fileprivate var driftDigest: String? {
        guard let state = driftState, state != .inSync else { return nil }
        let differences = action.differences.map { JSONValue.array([.string($0.name), $0.values.before, $0.values.after]) }
        // The status of one that is well moves by itself.
        let ill = state == .unhealthy ? action.live : nil
        let facts: [JSONValue] = [
            .string(state.rawValue), JSONValue(blocked?.code.rawValue), JSONValue(ill?.status.rawValue), JSONValue(ill?.errorType),
            .array(differences),
        ]
        return Checksum.sha256(Array(JSONValue.array(facts).text.utf8))
    }
}
