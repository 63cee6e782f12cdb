import FlowLogModel

/// What `defaults` says: the values that most loggers share.
struct CommonValues {
    private(set) var values = LoggerFields()
    /// The part of the storage URLs before the key, with a slash at its end.
    private(set) var urlPrefix: String?

    /// Nothing is shared.
    init() {}

    init(of loggers: [ExportedLogger]) {
        for field in LoggerField.allCases where field.rule.isShareable {
            let values = loggers.compactMap { $0.values[field] }.filter { $0 != field.rule.defaultValue }
            if let (value, count) = Self.mostFrequent(values), count * 2 > loggers.count { self.values[field] = value }
        }
        let prefixes = loggers.compactMap { logger in logger.values[.storageURL]?.text?.prefix(before: logger.key) }
        if let (prefix, count) = Self.mostFrequent(prefixes.map { .string($0) }) {
            let other = values[.storageURL].map { url in loggers.count { $0.values[.storageURL] == url } } ?? 0
            if count >= other { (urlPrefix, values[.storageURL]) = (prefix.text, nil) }
        }
    }

    var isEmpty: Bool { fields.isEmpty }

    /// The fields of `defaults`.
    var fields: [(name: String, value: String)] {
        LoggerField.allCases.compactMap { field in
            if field == .storageURL, let urlPrefix {
                return (field.apiName, YAMLText.scalar(YAMLText.literal(urlPrefix) + "${key}"))
            }
            return values[field].map { (field.apiName, field.text(of: $0)) }
        }
    }

    /// The value of a logger that leaves the field out; nil if `defaults` has none.
    func value(of field: LoggerField, key: String) -> FieldValue? {
        if field == .storageURL, let urlPrefix { return .string(urlPrefix + key) }
        return values[field]
    }

    /// The value that most loggers have, at least two; of equally many the first.
    private static func mostFrequent(_ values: [FieldValue]) -> (value: FieldValue, count: Int)? {
        var counts: [FieldValue: Int] = [:]
        for value in values { counts[value, default: 0] += 1 }
        guard let most = counts.values.max(), most > 1 else { return nil }
        return values.first { counts[$0] == most }.map { ($0, most) }
    }
}

extension String {
    /// The part before the key at the end, if that part ends with a slash.
    fileprivate func prefix(before key: String) -> String? {
        guard utf8.count > key.utf8.count, utf8.suffix(key.utf8.count).elementsEqual(key.utf8) else { return nil }
        let prefix = utf8.dropLast(key.utf8.count)
        return prefix.last == UInt8(ascii: "/") ? String(Substring(prefix)) : nil
    }
}
