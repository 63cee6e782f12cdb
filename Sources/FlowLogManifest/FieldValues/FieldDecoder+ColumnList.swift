import FlowLogModel
import FlowLogYAML

extension FieldDecoder {
    /// The column names of `customized_field`, a list or one text with commas, as the API has them: separated by commas, without spaces.
    func columnList(at node: YAMLNode, _ field: String, key: String) -> String? {
        guard node.kind == .scalar else {
            return listColumns(of: node, field, key: key).flatMap { columns in
                check(columns, field, of: node) == .wrong ? nil : joined(columns)
            }
        }
        guard let text = text(at: node, field, key: key) else { return nil }
        if let last = lastColumnList.text, last.hasSameBytes(as: text) { return last }
        let columns = textColumns(text, at: node)
        let verdict = check(columns, field, of: node)
        guard verdict != .wrong else { return nil }
        let list = joined(columns)
        if verdict == .documented, list.hasSameBytes(as: text) { lastColumnList.text = list }
        return list
    }

    /// Far more than the service has. A list in `defaults` may be checked again for every logger, so it must not be long.
    private static let mostColumns = 1000

    private struct Column {
        let name: String
        let node: YAMLNode
    }

    private func textColumns(_ text: String, at node: YAMLNode) -> [Column] {
        Array(text.utf8).split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false).map {
            Column(name: withoutSpaces(String(decoding: $0, as: UTF8.self)), node: node)
        }
    }

    private func listColumns(of node: YAMLNode, _ field: String, key: String) -> [Column]? {
        guard let items = reader.list(node, field) else { return nil }
        let columns = items.map { item in text(at: item, field, key: key).map { Column(name: withoutSpaces($0), node: item) } }
        return columns.contains { $0 == nil } ? nil : columns.compactMap { $0 }
    }

    private func joined(_ columns: [Column]) -> String { columns.map(\.name).joined(separator: ",") }

    private enum Verdict {
        case wrong, questionable, documented
    }

    /// Reports what is wrong with the names, and warns about those that the service does not document.
    private func check(_ columns: [Column], _ field: String, of node: YAMLNode) -> Verdict {
        guard !columns.isEmpty else {
            reader.report(.invalidValue, "'\(field)' is empty", help: "leave it out, and the service chooses", at: node)
            return .wrong
        }
        guard columns.count <= Self.mostColumns else {
            reader.report(
                .invalidValue, "'\(field)' has \(columns.count) names, and at most \(Self.mostColumns) are allowed",
                help: "name each column once",
                at: node)
            return .wrong
        }
        var verdict = Verdict.documented
        var seen = Set<String>(minimumCapacity: columns.count)
        for column in columns {
            let isRepeated = !seen.insert(column.name).inserted
            if LogColumn.documented.contains(column.name), !isRepeated { continue }
            if let problem = problem(with: column.name, in: field, isRepeated: isRepeated) {
                reader.report(.invalidValue, problem.message, help: problem.help, at: column.node)
                verdict = .wrong
            } else {
                warn(about: column)
                if verdict == .documented { verdict = .questionable }
            }
        }
        return verdict
    }

    private func problem(with name: String, in field: String, isRepeated: Bool) -> ValueProblem? {
        if name.isEmpty { return ValueProblem(message: "'\(field)' has an empty name", help: "remove it, or the comma before it") }
        if name.unicodeScalars.contains(where: { $0 == "," || $0.properties.isWhitespace || $0.properties.generalCategory == .control }) {
            return ValueProblem(message: "\(quoted(name)) is not one column name", help: "give each name as an item of its own")
        }
        return isRepeated ? ValueProblem(message: "column \(quoted(name)) is given twice", help: "remove one of them") : nil
    }

    /// Warns about a name that is not documented.
    private func warn(about column: Column) {
        if let current = LogColumn.legacy[column.name] {
            reader.report(
                .legacyLogField, "column \(quoted(column.name)) has a new name",
                help: "write '\(current)' for new loggers; changing it replaces an existing logger",
                at: column.node)
        } else {
            reader.reportUnknown(.unknownLogField, "unknown column \(quoted(column.name))", at: column.node) {
                suggestion(for: column.name, among: LogColumn.documented.sorted()).map { "did you mean '\($0)'?" }
                    ?? "the service may know it: it is sent as it is"
            }
        }
    }

    private func withoutSpaces(_ text: String) -> String {
        // Nearly always there are none, and the tables of Unicode are slow.
        if text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) { return text }
        return String(Substring(text.unicodeScalars.drop { $0.properties.isWhitespace }).trimmingTrailingWhiteSpace())
    }
}

/// The last column list that was written as the API has it and named documented columns only. Nearly always the next logger has the same,
/// and checking it again would be 17 % of what `validate` does for 10,000 loggers.
final class LastColumnList {
    var text: String?
}
