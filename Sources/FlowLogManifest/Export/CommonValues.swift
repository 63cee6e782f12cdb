import FlowLogModel

/// What `defaults` says: the values that most loggers share.
struct CommonValues {
    private(set) var values = LoggerFields()
    /// What stands in front of the key in the storage URLs, up to a slash.
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

    /// What a logger has if it says nothing; nil if `defaults` does not say either.
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
    /// What is in front of the key at the end, if that ends with a slash.
    fileprivate func prefix(before key: String) -> String? {
        guard utf8.count > key.utf8.count, utf8.suffix(key.utf8.count).elementsEqual(key.utf8) else { return nil }
        let prefix = utf8.dropLast(key.utf8.count)
        return prefix.last == UInt8(ascii: "/") ? String(Substring(prefix)) : nil
    }
}
