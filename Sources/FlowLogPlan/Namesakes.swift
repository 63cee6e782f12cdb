import FlowLogModel

/// The loggers that the stacks of one place want, found by key and target: one that a stack no longer has may have moved to another.
struct Namesakes {
    private struct Wanted: Hashable {
        let key: String
        let recorded: RecordedResource
    }

    private var stacks: [Wanted: [String]] = [:]

    /// - Parameter stacks: all of the place.
    init(_ stacks: [DesiredStack]) {
        // One alone has no others.
        guard stacks.count > 1 else { return }
        for stack in stacks {
            for logger in stack.loggers {
                // Two are enough: one of them is another stack than whoever asks.
                let wanted = Wanted(key: logger.key, recorded: logger.fields.recorded)
                if self.stacks[wanted, default: []].count < 2 { self.stacks[wanted, default: []].append(stack.name) }
            }
        }
    }

    /// Another stack that wants a logger under the key, for the target of this one.
    func stack(otherThan stack: String, wanting key: String, like live: LiveLogger) -> String? {
        // What is not known is not the same.
        guard live.fields.hasSameTarget(as: live.fields) else { return nil }
        return stacks[Wanted(key: key, recorded: live.fields.recorded)]?.first { $0 != stack }
    }
}
