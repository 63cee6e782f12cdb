import FlowLogModel

/// What a key of a logger's mapping can be.
enum LoggerKey {
    case field(LoggerField)
    case id, previousKeys, lifecycle

    /// All names, in the order in which a help shows them.
    static let names = LoggerField.allCases.map(\.apiName) + ["id", "previous_keys", "lifecycle"]

    /// The key with this text; nil if there is none.
    init?(_ text: UnsafeBufferPointer<UInt8>) {
        guard let word = Word(text), let match = Self.table.first(where: { $0.word == word }) else { return nil }
        self = match.key
    }

    private static let table: [(word: Word, key: LoggerKey)] =
        zip(names, LoggerField.allCases.map { .field($0) } + [.id, .previousKeys, .lifecycle])
        .compactMap { name, key in name.withBytes(Word.init).map { ($0, key) } }

    /// A text as numbers, which are compared at once: a manifest has many keys.
    private struct Word: Equatable {
        private var numbers: SIMD4<UInt64> = .zero
        /// A text may end with NUL: `"filter\0"` is not `filter`.
        private let count: Int

        /// Nil if it is longer than any key.
        init?(_ text: UnsafeBufferPointer<UInt8>) {
            guard text.count <= MemoryLayout.size(ofValue: numbers) else { return nil }
            count = text.count
            withUnsafeMutableBytes(of: &numbers) { $0.copyBytes(from: text) }
        }
    }
}

extension LoggerField {
    /// The fields that a manifest must give, by itself or in `defaults`.
    static let required = allCases.filter(\.rule.isRequired)
}
