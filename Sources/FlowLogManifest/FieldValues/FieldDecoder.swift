import FlowLogModel
import FlowLogYAML

/// Decodes and checks the values of logger fields, by the table of fields.
struct FieldDecoder {
    let reader: NodeReader
    let interpolation: Interpolation
    let lastColumnList = LastColumnList()

    /// The value that a node gives to a field, as it is sent to the API; nil if it is wrong, and reported.
    /// - Parameter key: the logger's, for `${key}`.
    func value(of field: LoggerField, at node: YAMLNode, key: String) -> FieldValue? {
        let rule = field.rule
        let name = rule.apiName
        func text(_ check: (String) -> String?) -> FieldValue? {
            self.text(at: node, name, key: key).flatMap(check).map { .string($0) }
        }
        func text(without problems: (String, String) -> [ValueProblem]) -> FieldValue? {
            text { text in isUsable(problems(text, name), at: node) ? text : nil }
        }
        return switch rule.type {
        case .boolean: reader.boolean(node, name).map { .boolean($0) }
        case .integer(let range): reader.integer(node, name, in: range).map { .integer($0) }
        case .choice(let words): text { reader.choice($0, at: node, name, of: words) }
        case .uuid: text { uuid($0, at: node, name) }
        case .loggerName: text(without: NamingRules.problems(inName:_:))
        case .description: text(without: NamingRules.problems(inDescription:_:))
        case .storageURL: text(without: StorageURL.problems(in:_:))
        case .nameList: columnList(at: node, name, key: key).map { .string($0) }
        case .partitionPeriod: text(without: TimeTemplate.problems(inPartitionPeriod:_:))
        case .fileName: text(without: TimeTemplate.problems(inFileName:_:))
        }
    }

    /// The text of a scalar with its `${…}` replaced; nil if something is wrong, and reported.
    func text(at node: YAMLNode, _ name: String, key: String?) -> String? {
        guard let text = reader.text(node, name) else { return nil }
        guard node.hasText("$") else { return text }
        do {
            let expanded = try interpolation.expand(text, key: key)
            guard reader.findings.mayRepeat(expanded.utf8.count) else {
                reader.reportTooMuchText(at: node)
                return nil
            }
            return expanded
        } catch {
            for problem in error.list { reader.report(problem.code, problem.message, help: problem.help, at: node) }
            return nil
        }
    }

    /// A UUID in any case, in lower case.
    func uuid(_ text: String, at node: YAMLNode, _ name: String) -> String? {
        guard Identifier.isUUID(text) else {
            reader.report(
                .invalidUUID, "\(quoted(text)) is not a UUID",
                help: "'\(name)' has the form 7b1e5a3e-2f0c-4a9b-9d57-0d6c1f0e8a11", at: node)
            return nil
        }
        return text.lowercased()
    }

    /// Reports problems; warnings leave a value usable.
    private func isUsable(_ problems: [ValueProblem], at node: YAMLNode) -> Bool {
        for problem in problems { reader.report(problem.code, problem.message, help: problem.help, at: node) }
        return problems.allSatisfy { $0.code.severity == .warning }
    }
}
