import FlowLogModel

/// What a logger has where it says nothing: the stack's `defaults`, else the API's.
struct Defaults {
    /// All that is the same for every logger.
    private var fields = LoggerFields()
    /// Fields whose value in `defaults` is wrong; it is reported there, once.
    var wrong = LoggerFieldSet()
    /// Where `defaults` has a description.
    private(set) var description: NodeID?
    /// Fields with a warning, which is given for a logger that does not exist yet.
    private var questionable: [(field: LoggerField, node: NodeID)] = []
    /// Fields that depend on the logger's key.
    private var perLogger: [(field: LoggerField, node: NodeID)] = []

    /// - Parameter node: the value of `defaults`, nil if there is none.
    init(_ node: NodeID?, values: FieldDecoder) {
        for field in LoggerField.allCases { fields[field] = field.rule.defaultValue }
        let reader = values.reader
        for entry in node.flatMap({ reader.mapping($0, "defaults") }) ?? [] {
            guard case .field(let field) = values.document.withText(entry.key, LoggerKey.init) else {
                reportUnknown(entry.key, reader)
                continue
            }
            if values.document.isNull(entry.value) { continue }
            if field == .description { description = entry.value }
            if values.dependsOnKey(entry.value) {
                if values.document.kind(entry.value) == .scalar, values.text(at: entry.value, field.apiName, key: "key") == nil {
                    wrong.insert(field)
                }
                perLogger.append((field, entry.value))
            } else {
                let reports = reader.findings.reports
                reader.findings.mutesWarnings = true
                fields[field] = values.value(of: field, at: entry.value, key: "")
                reader.findings.mutesWarnings = false
                if fields[field] == nil {
                    wrong.insert(field)
                } else if reader.findings.reports > reports {
                    questionable.append((field, entry.value))
                }
            }
        }
    }

    /// Fills in what depends on the key and what the logger does not have itself.
    mutating func complete(_ logger: inout DesiredLogger, own: LoggerFieldSet, values: FieldDecoder) {
        for field in LoggerField.allCases where !own.contains(field) { logger.fields[field] = fields[field] }
        if !questionable.isEmpty, !values.reader.isAboutLiveLogger {
            for (field, node) in questionable where !own.contains(field) { _ = values.value(of: field, at: node, key: "") }
            questionable.removeAll { !own.contains($0.field) }
        }
        for (field, node) in perLogger where !own.contains(field) && !wrong.contains(field) {
            guard values.reader.findings.mayRepeat(values.document.range(node).count) else {
                values.reader.reportTooMuchText(at: node)
                wrong.insert(field)
                continue
            }
            logger.fields[field] = values.value(of: field, at: node, key: logger.key)
            if logger.fields[field] == nil { wrong.insert(field) }
        }
    }

    private func reportUnknown(_ key: NodeID, _ reader: NodeReader) {
        let name = reader.document.string(key)
        guard LoggerKey.names.contains(name) else { return reader.reportUnknown(key, known: LoggerField.allCases.map(\.apiName)) }
        reader.report(.unknownField, "unknown field \(quoted(name)) in 'defaults'", help: "give it to each logger itself", at: key)
    }
}

extension FieldDecoder {
    /// Whether the value's text has `${key}`, or is a list with such an item.
    fileprivate func dependsOnKey(_ node: NodeID) -> Bool {
        switch document.kind(node) {
        case .scalar: document.string(node).unicodeScalars.contains("${key}".unicodeScalars)
        case .sequence: document.items(of: node).contains { document.kind($0) == .scalar && dependsOnKey($0) }
        default: false
        }
    }
}
