/// One of several runs that share the stacks of the same manifests (Contract: Many stacks, Shards).
package struct Shard: Sendable, Hashable, CustomStringConvertible {
    /// Which one: from 1 to `count`.
    package let index: Int
    /// How many there are.
    package let count: Int

    /// Reads `2/8`; nil for anything else, other spellings of the numbers included, so that each shard has one name.
    package init?(_ text: String) {
        let numbers = text.split(separator: "/", omittingEmptySubsequences: false)
        guard numbers.count == 2, let index = Int(numbers[0]), let count = Int(numbers[1]), 1 <= index, index <= count,
            "\(index)/\(count)" == text
        else { return nil }
        self.index = index
        self.count = count
    }

    /// `2/8`.
    package var description: String { "\(index)/\(count)" }

    /// Whether the stack with this name is in it. Neither the other stacks nor the place count, so that a stack stays where it is, and
    /// the same stack of several clouds or regions is in one shard.
    package func contains(_ stack: String) -> Bool { Self.hash(stack) % UInt64(count) == UInt64(index - 1) }

    /// FNV-1a with 64 bits over the name's UTF-8: `Hasher` differs from run to run.
    static func hash(_ name: String) -> UInt64 {
        name.utf8.reduce(0xcbf2_9ce4_8422_2325) { hash, byte in (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    }
}
