import FlowLogModel
import FlowLogYAML

/// The values of fields that a logger leaves out: the stack's `defaults`, else the API's.
struct Defaults {
    /// The values that are the same for every logger.
    private var fields = LoggerFields()
    /// Fields whose value in `defaults` is wrong; it is reported there, once.
    var wrong = LoggerFieldSet()
    /// Where `defaults` has a description.
    private(set) var description: YAMLNode?
    /// Fields whose value has a warning, which is given with the first logger that does not exist yet.
    private var questionable: [(field: LoggerField, node: YAMLNode)] = []
    /// Fields that depend on the logger's key.
    private var perLogger: [(field: LoggerField, node: YAMLNode)] = []

    /// - Parameter node: the value of `defaults`, nil if there is none.
    init(_ node: YAMLNode?, values: FieldDecoder) {
        for field in LoggerField.allCases { fields[field] = field.rule.defaultValue }
        let reader = values.reader
        for entry in node.flatMap({ reader.mapping($0, "defaults") }) ?? [] {
            // As in a logger, where it takes back what a merge key brings.
            if case .resource = LoggerProperty(entry.key.string), entry.value.isNull { continue }
            guard case .field(let field) = LoggerProperty(entry.key.string) else {
                reportUnknown(entry.key, reader)
                continue
            }
            if entry.value.isNull { continue }
            if field == .description { description = entry.value }
            if entry.value.dependsOnKey {
                if entry.value.kind == .scalar, values.text(at: entry.value, field.apiName, key: "key") == nil { wrong.insert(field) }
                perLogger.append((field, entry.value))
            } else {
                let (value, isQuestionable) = reader.findings.withoutWarnings { values.value(of: field, at: entry.value, key: "") }
                fields[field] = value
                if value == nil {
                    wrong.insert(field)
                } else if isQuestionable {
                    questionable.append((field, entry.value))
                }
            }
        }
    }

    /// Fills in the fields that the logger leaves out.
    /// - Parameter exists: whether the logger is there already, as its `id` says.
    mutating func complete(_ logger: inout DesiredLogger, own: LoggerFieldSet, exists: Bool, values: FieldDecoder) {
        for field in LoggerField.allCases where !own.contains(field) { logger.fields[field] = fields[field] }
        if !exists {
            for (field, node) in questionable where !own.contains(field) { _ = values.value(of: field, at: node, key: "") }
            questionable.removeAll { !own.contains($0.field) }
        }
        for (field, node) in perLogger where !own.contains(field) && !wrong.contains(field) {
            guard values.reader.findings.mayRepeat(node.range.count) else {
                values.reader.reportTooMuchText(at: node)
                wrong.insert(field)
                continue
            }
            logger.fields[field] = values.value(of: field, at: node, key: logger.key)
            if logger.fields[field] == nil { wrong.insert(field) }
        }
    }

    private func reportUnknown(_ key: YAMLNode, _ reader: NodeReader) {
        let name = key.string
        guard LoggerProperty.names.contains(name) else { return reader.reportUnknown(key, known: LoggerField.allCases.map(\.apiName)) }
        reader.report(.unknownField, "unknown field \(quoted(name)) in 'defaults'", help: "set it on each logger instead", at: key)
    }
}

extension YAMLNode {
    /// Whether its text has `${key}`, or it is a list with such an item.
    fileprivate var dependsOnKey: Bool {
        hasText("${key}") || kind == .sequence && items.contains { $0.hasText("${key}") }
    }
}
