import FlowLogModel
import FlowLogYAML

/// Decodes and checks the values of logger fields, by the table of fields.
struct FieldDecoder {
    let reader: NodeReader
    let interpolation: Interpolation

    /// The value that a node gives to a field, as it is sent to the API; nil if it is wrong, and reported.
    /// - Parameter key: the logger's, for `${key}`.
    func value(of field: LoggerField, at node: YAMLNode, key: String) -> FieldValue? {
        let rule = field.rule
        let name = rule.apiName
        switch rule.type {
        case .boolean: return reader.boolean(node, name).map { .boolean($0) }
        case .integer(let range): return reader.integer(node, name, in: range).map { .integer($0) }
        case .nameList: return columnList(at: node, name, key: key).map { .string($0) }
        case .text, .choice, .uuid, .storageURL, .partitionPeriod, .fileName:
            guard let text = text(at: node, name, key: key) else { return nil }
            return checked(text, field, rule, at: node).map { .string($0) }
        }
    }

    /// The text of a scalar with its `${…}` replaced; nil if something is wrong, and reported.
    func text(at node: YAMLNode, _ name: String, key: String) -> String? {
        guard let text = reader.text(node, name) else { return nil }
        guard isInterpolated(node) else { return text }
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

    /// Whether the node is a scalar that may have `${…}`.
    func isInterpolated(_ node: YAMLNode) -> Bool { node.hasText("$") }

    private func checked(_ text: String, _ field: LoggerField, _ rule: LoggerField.Rule, at node: YAMLNode) -> String? {
        switch rule.type {
        case .choice(let words): return reader.choice(text, at: node, rule.apiName, of: words)
        case .uuid: return uuid(text, at: node, rule.apiName)
        case .storageURL: return passes(StorageURL.problem(in: text), .invalidURL, at: node) ? text : nil
        case .partitionPeriod:
            return passesAsTemplate(TimeTemplate.problem(inPartitionPeriod: text), text, rule.type, at: node) ? text : nil
        case .fileName: return passesAsTemplate(TimeTemplate.problem(inFileName: text), text, rule.type, at: node) ? text : nil
        default:
            switch field {
            case .name: return passes(nameProblem(in: text), .invalidValue, at: node) ? text : nil
            case .description: return passes(markProblem(in: text), .markInDescription, at: node) ? text : nil
            default: return text
            }
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
        return text.withBytes { $0.contains { (UInt8(ascii: "A")...UInt8(ascii: "F")).contains($0) } } ? text.lowercased() : text
    }

    private func passes(_ problem: ValueProblem?, _ code: Diagnostic.Code, at node: YAMLNode) -> Bool {
        if let problem { reader.report(code, problem.message, help: problem.help, at: node) }
        return problem == nil
    }

    private func passesAsTemplate(_ problem: ValueProblem?, _ text: String, _ type: LoggerField.ValueType, at node: YAMLNode) -> Bool {
        for unknown in TimeTemplate.unknownVariables(in: text, type) { _ = passes(unknown, .unknownVariable, at: node) }
        return passes(problem, .invalidValue, at: node)
    }

    /// Service facts: Flow log loggers: the upstream column has 255 characters; control characters are Contract: Manifest, Logger fields.
    private func nameProblem(in text: String) -> ValueProblem? {
        if text.isEmpty { return ValueProblem(message: "'name' is empty", help: "leave it out to use the key") }
        if text.hasControlCharacter {
            return ValueProblem(message: "'name' has a control character", help: "leave out line breaks, tabs and the like")
        }
        if text.utf8.count <= 255 { return nil }
        let count = text.unicodeScalars.count
        return count <= 255 ? nil : ValueProblem(message: "'name' has \(count) characters, at most 255 fit", help: "shorten it")
    }

    private func markProblem(in text: String) -> ValueProblem? {
        guard text.withBytes({ $0.holds(UInt8(ascii: "[")) }), text.utf8.firstRange(of: Array(OwnerMark.opening.utf8)) != nil else {
            return nil
        }
        return ValueProblem(
            message: "'description' contains '\(OwnerMark.opening)'", help: "leave the owner mark out: it is added when the logger is sent")
    }
}

extension String {
    /// Whether it has one of Unicode's control characters: line breaks, tabs, escapes.
    var hasControlCharacter: Bool { unicodeScalars.contains { $0.value < 0x20 || (0x7F...0x9F).contains($0.value) } }
}

/// What is wrong with a value, in words.
struct ValueProblem: Equatable {
    let message: String
    let help: String
}
