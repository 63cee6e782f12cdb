import FlowLogModel

/// A `KEY` or `STACK/KEY` of an option.
package struct KeySelector: Sendable, Hashable {
    /// As the user wrote it.
    package let text: String

    package init(_ text: String) { self.text = text }

    /// Whether it means this logger.
    package func matches(stack: String, key: String) -> Bool { text == key || text == "\(stack)/\(key)" }

    /// Whether it means the change's logger, by its key or by the key in the live logger's mark.
    func matches(_ change: Change) -> Bool {
        [change.key, change.action.live?.mark.flatMap { $0.stack == change.stack ? $0.key : nil }]
            .compactMap { $0 }.contains { matches(stack: change.stack, key: $0) }
    }
}
