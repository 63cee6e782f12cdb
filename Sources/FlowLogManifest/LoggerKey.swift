import FlowLogModel

/// What a key of a logger's mapping can be.
enum LoggerKey {
    case field(LoggerField)
    case id, previousKeys, lifecycle

    /// All names, in the order in which a help shows them.
    static let names = LoggerField.allCases.map(\.apiName) + ["id", "previous_keys", "lifecycle"]

    /// The key with this text; nil if there is none.
    init?(_ text: UnsafeBufferPointer<UInt8>) {
        guard let match = Self.table.first(where: { $0.text.count == text.count && $0.text.withUnsafeBufferPointer(text.hasSameBytes) })
        else { return nil }
        self = match.key
    }

    private static let table: [(text: [UInt8], key: LoggerKey)] =
        LoggerField.allCases.map { (Array($0.apiName.utf8), .field($0)) } + [
            (Array("id".utf8), .id), (Array("previous_keys".utf8), .previousKeys), (Array("lifecycle".utf8), .lifecycle),
        ]
}

extension LoggerField {
    /// The fields that a manifest must give, by itself or in `defaults`.
    static let required = allCases.filter(\.rule.isRequired)
}
