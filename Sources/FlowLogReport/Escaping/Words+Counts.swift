extension Words {
    /// A number with its noun: `1 logger`, `2 loggers`.
    static func counted(_ count: Int, _ noun: Words) -> Words { count == 1 ? "1 \(noun)" : "\(count) \(noun)s" }

    /// A number with what it counts, `2 failed`; empty for 0.
    static func ifAny(_ count: Int, _ what: Words) -> Words { count == 0 ? "" : "\(count) \(what)" }

    /// The same words so often in a row.
    static func repeating(_ words: Words, _ count: Int) -> Words { repeatElement(words, count: max(0, count)).joined() }

    /// The parts that are not empty, with a separator between them.
    static func list(_ parts: [Words], separator: Words = ", ") -> Words { parts.filter { !$0.isEmpty }.joined(separator: separator) }
}
