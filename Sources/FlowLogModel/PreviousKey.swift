/// A key that a logger had before (Contract: Whose logger is it, Moving between stacks).
package struct PreviousKey: Sendable, Hashable {
    /// The other stack of the same region and project that the key was in; nil for the logger's own.
    package let stack: String?
    package let key: String

    package init(stack: String?, key: String) {
        self.stack = stack
        self.key = key
    }

    /// Reads `KEY` or `STACK/KEY`; nil if it is neither.
    package init?(_ text: String) {
        let parts = text.utf8.split(separator: UInt8(ascii: "/"), maxSplits: 1, omittingEmptySubsequences: false).map {
            String(Substring($0))
        }
        guard let key = parts.last, Identifier.isKey(key), parts.count == 1 || Identifier.isStack(parts[0]) else { return nil }
        self.init(stack: parts.count == 1 ? nil : parts[0], key: key)
    }

    /// As a manifest has it.
    package var text: String { stack.map { "\($0)/\(key)" } ?? key }
}

extension DesiredLogger {
    /// The keys of its own stack that it had before.
    package var ownPreviousKeys: [String] { previousKeys.filter { $0.stack == nil }.map(\.key) }
}

extension DesiredStack {
    /// The keys of other stacks that stand for one of its loggers: those that the logger lists, and its own ones, in each of the names that
    /// the stack had before.
    package func foreignKeys(of logger: DesiredLogger) -> [PreviousKey] {
        let listed = logger.previousKeys.filter { $0.stack != nil }
        let own = [logger.key] + logger.ownPreviousKeys
        let inherited = previousStacks.flatMap { stack in own.map { PreviousKey(stack: stack, key: $0) } }
        return listed + inherited.filter { !listed.contains($0) }
    }

    /// Whether it takes loggers over from other stacks.
    package var hasForeignKeys: Bool {
        !previousStacks.isEmpty || loggers.contains { $0.previousKeys.contains { $0.stack != nil } }
    }
}
