import FlowLogModel

/// A `KEY`, `STACK/KEY` or `CLOUD:STACK/KEY` of an option.
package struct KeySelector: Sendable, Hashable {
    /// As the user wrote it.
    package let text: String

    package init(_ text: String) { self.text = text }

    /// All that the user may write for a key of a stack. A stack in several regions is one: no selector tells them apart.
    static func texts(stack: String, in place: Place, key: String) -> [String] {
        let address = "\(stack)/\(key)"
        return [key, address, StackNames.name(address, in: place, withCloud: true)]
    }
}

extension Change {
    /// What a selector may call it by: its key, and that in the mark of its live logger.
    var keys: [String] {
        let marked = action.live?.mark.flatMap { $0.stack == stack ? $0.key : nil }
        return key == marked ? [key].compactMap(\.self) : [key, marked].compactMap(\.self)
    }

    /// All that a selector may call it by.
    var selectors: [String] { keys.flatMap { KeySelector.texts(stack: stack, in: place, key: $0) } }
}
