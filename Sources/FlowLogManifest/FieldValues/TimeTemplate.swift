import FlowLogModel
import FlowLogYAML

/// Templates with `#{…}`, which the service fills in (Service facts: Flow log loggers).
enum TimeTemplate {
    private static let partitionNames = ["year", "month", "day", "hour"]
    private static let fileNames = ["logger_id", "year", "month", "day", "hour", "minute", "second"]
    private static let optionalFileNames = ["timezone"]

    /// What keeps a text from being a `partition_period`, and variables that the service may not know.
    /// - Parameter field: the name of the field, for messages.
    static func problems(inPartitionPeriod text: String, _ field: String) -> [ValueProblem] {
        if text.hasSameBytes(as: "DAY") || text.hasSameBytes(as: "HOUR") { return [] }
        let template = split(text)
        if template.names.isEmpty {
            let problem = ValueProblem(
                message: "\(quoted(text)) is not a value of '\(field)'",
                help: suggestion(for: text, among: ["DAY", "HOUR"]).map { "did you mean '\($0)'?" }
                    ?? "write DAY, HOUR or a template like 'year=#{year}/month=#{month}/day=#{day}'")
            return [problem]
        }
        return unknownVariables(in: template, known: partitionNames)
            + [wrongName(in: template, known: partitionNames, field) ?? wrongLiteral(in: template, field)].compactMap { $0 }
    }

    /// What keeps a text from being a `customized_file_name`, and variables that the service may not know.
    /// - Parameter field: the name of the field, for messages.
    static func problems(inFileName text: String, _ field: String) -> [ValueProblem] {
        let template = split(text)
        let known = fileNames + optionalFileNames
        return unknownVariables(in: template, known: known)
            + [wrongName(in: template, known: known, field) ?? wrongFileName(template, field)].compactMap { $0 }
    }

    private typealias Template = (names: [String], literals: String)

    /// Variables that are not documented: the service adds some, so they are sent as they are.
    private static func unknownVariables(in template: Template, known: [String]) -> [ValueProblem] {
        template.names.filter { isWord($0) && !known.contains($0) }.map { name in
            ValueProblem(
                code: .unknownVariable, message: "unknown variable \(quoted("#{\(name)}"))",
                help: suggestion(for: name, among: known).map { "did you mean '#{\($0)}'?" }
                    ?? "the service may know it: it is sent as it is")
        }
    }

    /// A name that no variable can have.
    private static func wrongName(in template: Template, known: [String], _ field: String) -> ValueProblem? {
        guard let name = template.names.first(where: { !isWord($0) }) else { return nil }
        return ValueProblem(
            message: "\(quoted("#{\(name)}")) is not known in '\(field)'",
            help: suggestion(for: name, among: known).map { "did you mean '#{\($0)}'?" } ?? "there are \(inWords(known))")
    }

    private static func wrongLiteral(in template: Template, _ field: String) -> ValueProblem? {
        guard let other = template.literals.unicodeScalars.first(where: { !isPartitionLiteral($0) }) else { return nil }
        return ValueProblem(
            message: "'\(field)' has the character \(quoted(String(other)))",
            help: "besides #{…} it may have letters, digits and '/', '-', '_', '=', ':'")
    }

    private static func wrongFileName(_ template: Template, _ field: String) -> ValueProblem? {
        if template.literals.utf8.firstRange(of: Array("#{".utf8)) != nil {
            return ValueProblem(message: "'\(field)' has '#{' without '}'", help: "close it with '}'")
        }
        if template.literals.hasControlCharacter {
            return ValueProblem(message: "'\(field)' has a control character", help: "leave out line breaks, tabs and the like")
        }
        let missing = fileNames.filter { !template.names.contains($0) }
        let repeated = (fileNames + optionalFileNames).filter { name in template.names.count { $0 == name } > 1 }
        if missing.isEmpty, repeated.isEmpty { return nil }
        let problems =
            (missing.isEmpty ? [] : ["lacks \(inWords(missing))"]) + (repeated.isEmpty ? [] : ["repeats \(inWords(repeated))"])
        return ValueProblem(
            message: "'\(field)' \(problems.joined(separator: " and "))",
            help: "it must have each exactly once: \(inWords(fileNames)); and \(inWords(optionalFileNames)) at most once")
    }

    private static func isWord(_ name: String) -> Bool {
        !name.isEmpty && name.utf8.allSatisfy { $0 == UInt8(ascii: "_") || isDigits([$0]) || (0x61...0x7A).contains($0 | 0x20) }
    }

    private static func inWords(_ names: [String]) -> String { names.map { "#{\($0)}" }.joined(separator: " ") }

    /// The names in `#{…}`, and all text outside.
    private static func split(_ text: String) -> Template {
        var names: [String] = []
        var literals = ""
        for part in TextTemplate(text).parts {
            switch part {
            case .variable(let name): names.append(name)
            case .literal(let literal): literals += literal
            }
        }
        return (names, literals)
    }

    private static func isPartitionLiteral(_ scalar: Unicode.Scalar) -> Bool {
        ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar) || ("0"..."9").contains(scalar)
            || "/-_=:".unicodeScalars.contains(scalar)
    }
}
