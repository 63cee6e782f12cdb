import FlowLogModel

/// Loggers that record the same rows into the same directory as a logger of the manifests, whoever owns them (Contract: Plan).
enum Twins {
    /// Pairs of the manifests of which one names its resource, so that only the answer shows it; `validate` sees the others.
    static func warnings(ofNamed changes: [Change]) -> [Plan.Warning] {
        guard changes.contains(where: { $0.naming != nil }) else { return [] }
        var earlier: [Capture: [(change: Change, packets: FieldValue?)]] = [:]
        return changes.compactMap { change in
            guard let fields = change.result, fields.isEnabled, let capture = Capture(fields) else { return nil }
            let packets = fields.recordedPackets
            defer { earlier[capture, default: []].append((change, packets)) }
            let twin = earlier[capture]?.first { other, others in
                (change.naming != nil || other.naming != nil) && overlap(others, packets)
            }
            guard let twin else { return nil }
            return Plan.Warning(
                region: change.region, code: .duplicateCapture,
                message:
                    "\(change.name) records the same rows into the same directory as \(twin.change.name): use another directory or filter, or remove one of them"
            )
        }
    }

    /// Live loggers beside those of the manifests.
    /// - Parameters:
    ///   - changes: those of all stacks that act in the region.
    ///   - others: what the stacks of other shards will do there.
    ///   - state: what is live there.
    static func warnings(of changes: [Change], beside others: [Change], among state: LiveState) -> [Plan.Warning] {
        let settled = Set((changes + others).filter { $0.leaves || $0.result != nil }.compactMap(\.action.live?.id))
        let others = state.loggers.filter { !settled.contains($0.id) && $0.fields.isEnabled }
        guard !others.isEmpty else { return [] }
        // By what is recorded into which directory, then by which packets.
        var byCapture: [Capture: [FieldValue?: [LiveLogger]]] = [:]
        for live in others {
            guard let capture = Capture(live.fields) else { continue }
            byCapture[capture, default: [:]][live.fields.recordedPackets, default: []].append(live)
        }
        return changes.compactMap { change in
            guard let fields = change.result, fields.isEnabled, let capture = Capture(fields), let found = byCapture[capture] else {
                return nil
            }
            let twins = found.filter { overlap($0.key, fields.recordedPackets) }.flatMap { $0.value.prefix(11) }.sorted { $0.id < $1.id }
            guard !twins.isEmpty else { return nil }
            let count = found.reduce(0) { $0 + (overlap($1.key, fields.recordedPackets) ? $1.value.count : 0) }
            let more = count > 10 ? " and \(count - 10) more" : ""
            return Plan.Warning(
                region: state.region, code: .duplicateCapture,
                message:
                    "\(change.name) records the same rows into the same directory as \(twins.prefix(10).map(name).joined(separator: ", "))\(more): use another directory or filter, or remove one of them"
            )
        }
    }

    /// Target and directory, normalised.
    private struct Capture: Hashable {
        private let resourceID: FieldValue
        private let directory: FieldValue

        /// Nil if one of them is not known.
        init?(_ fields: LoggerFields) {
            guard let resourceID = fields[.resourceID], let directory = fields[.storageURL] else { return nil }
            self.resourceID = LoggerField.resourceID.normalized(resourceID)
            self.directory = LoggerField.storageURL.normalized(directory)
        }
    }

    private static func name(_ live: LiveLogger) -> String {
        "\(live.id) ('\(live.fields.name)', \(live.mark?.owner ?? "unmanaged"))"
    }

    /// What is not known may be the same.
    private static func overlap(_ left: FieldValue?, _ right: FieldValue?) -> Bool {
        left == right || [left, right].contains(.string("ALL")) || [left, right].contains(nil)
    }
}

extension Change {
    /// Whether the run takes its live logger away.
    fileprivate var leaves: Bool {
        guard isPending else { return false }
        return switch action {
        case .delete, .replace: true
        case .noOp, .create, .update: false
        }
    }

    /// What the key's logger records after the run; nil where no logger of the manifest is concerned.
    fileprivate var result: LoggerFields? {
        guard isWanted, let target = action.target else { return nil }
        return isPending || action.live == nil && blocked == nil ? target.fields : action.live?.fields
    }
}

extension LoggerFields {
    fileprivate var recordedPackets: FieldValue? { self[.filter].map(LoggerField.filter.normalized) }
}
