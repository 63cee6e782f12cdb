import FlowLogModel
import FlowLogYAML

/// The values of `${…}` in the string fields of one document (Contract: Manifest, Interpolation).
struct Interpolation {
    let stack: String
    /// Nil if nothing says where the stack acts.
    let region: String?
    let variable: @Sendable (String) throws(Environment.Unusable) -> String?

    struct Problem: Error, Hashable {
        let code: Diagnostic.Code
        let message: String
        let help: String
    }

    /// The text with each `${…}` replaced and each `$${` as `${`; values are taken as they are, `${…}` in them stays.
    /// - Parameter key: the logger's; nil outside of loggers.
    /// - Throws: every problem in the text.
    func expand(_ text: String, key: String?) throws(Problems) -> String {
        guard text.utf8.contains(UInt8(ascii: "$")) else { return text }
        var rest = Substring(text).utf8
        var expanded = ""
        var problems: [Problem] = []
        while let dollar = rest.firstIndex(of: UInt8(ascii: "$")) {
            expanded += String(Substring(rest[..<dollar]))
            if expanded.utf8.count > YAMLLimit.repeatedBytes { throw Problems(list: [.tooLong]) }
            rest = rest[dollar...]
            if rest.starts(with: "$${".utf8) {
                expanded += "${"
                rest = rest.dropFirst(3)
            } else if rest.starts(with: "${".utf8) {
                guard let end = rest.firstIndex(of: UInt8(ascii: "}")) else {
                    problems.append(.unterminated)
                    break
                }
                switch value(of: String(Substring(rest[..<end].dropFirst(2))), key: key) {
                case .success(let value): expanded += value
                case .failure(let problem): problems.append(problem)
                }
                rest = rest[rest.index(after: end)...]
            } else {
                expanded += "$"
                rest = rest.dropFirst()
            }
        }
        guard problems.isEmpty else { throw Problems(list: problems) }
        return expanded + String(Substring(rest))
    }

    struct Problems: Error {
        let list: [Problem]
    }

    private func value(of expression: String, key: String?) -> Result<String, Problem> {
        switch expression {
        case "key": return key.map { .success($0) } ?? .failure(.noKey)
        case "stack": return .success(stack)
        case "region": return region.map { .success($0) } ?? .failure(.noRegion)
        default:
            guard expression.hasPrefix("var:") else { return .failure(.unknown(expression)) }
            return variableValue(of: expression.dropFirst("var:".count))
        }
    }

    private func variableValue(of reference: Substring) -> Result<String, Problem> {
        let name = String(reference.prefix { $0 != ":" })
        let rest = reference.dropFirst(name.count)
        guard Self.isVariableName(name), rest.isEmpty || rest.hasPrefix(":-") else { return .failure(.badVariable(String(reference))) }
        let value: String?
        do { value = try variable(name) } catch {
            return .failure(Problem(code: .invalidValue, message: error.description, help: error.help))
        }
        guard rest.hasPrefix(":-") else { return value.map { .success($0) } ?? .failure(.unset(name)) }
        let fallback = String(rest.dropFirst(2))
        guard !fallback.utf8.contains(UInt8(ascii: "$")) || !fallback.contains("${") else { return .failure(.nested) }
        // As in a shell: `:-` also stands in for a variable that is set to nothing.
        return .success(value.flatMap { $0.isEmpty ? nil : $0 } ?? fallback)
    }

    /// Letters, digits and underscores, not beginning with a digit.
    private static func isVariableName(_ name: String) -> Bool {
        guard let first = name.utf8.first, !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first) else { return false }
        return name.unicodeScalars.allSatisfy {
            $0 == "_" || ("a"..."z").contains($0) || ("A"..."Z").contains($0) || ("0"..."9").contains($0)
        }
    }
}

extension Interpolation.Problem {
    fileprivate static let unterminated = Self(
        code: .invalidValue, message: "'${' has no '}'", help: "close it with '}', or write '$${' for a literal '${'")

    fileprivate static let tooLong = Self(code: .limitExceeded, message: tooMuchText, help: helpForTooMuchText)

    fileprivate static let nested = Self(
        code: .invalidValue, message: "'${…}' within the default of another", help: "write the default as plain text")

    fileprivate static let noRegion = Self(
        code: .unsetVariable, message: "'${region}' has no value", help: "give 'region' in the manifest, --region or OS_REGION_NAME")

    fileprivate static let noKey = Self(
        code: .invalidValue, message: "'${key}' is the key of a logger, and this is not in one", help: "write the text itself")

    fileprivate static func unset(_ name: String) -> Self {
        Self(
            code: .unsetVariable, message: "variable \(quoted(name)) is not set",
            help: "set the environment variable FLOWLOG_VAR_\(name), or write ${var:\(name):-default}")
    }

    fileprivate static func badVariable(_ reference: String) -> Self {
        Self(
            code: .invalidValue, message: "'${var:…}' has the invalid name \(quoted(reference))",
            help: "write ${var:NAME} or ${var:NAME:-default}; a NAME has letters, digits and '_'")
    }

    fileprivate static func unknown(_ expression: String) -> Self {
        let meant = suggestion(for: expression, among: ["key", "stack", "region"]).map { "did you mean '${\($0)}'? " } ?? ""
        return Self(
            code: .invalidValue, message: "unknown \(quoted("${\(expression)}"))",
            help: meant + "there are ${key}, ${stack}, ${region} and ${var:NAME}; write '$${' for a literal '${'")
    }
}

extension NodeReader {
    /// Reports that `${…}` makes more text than a file may have.
    func reportTooMuchText(at node: YAMLNode) { report(.limitExceeded, tooMuchText, help: helpForTooMuchText, at: node) }
}

private let tooMuchText = "'${…}' makes more than \(YAMLLimit.repeatedBytes >> 20) MiB of text"
private let helpForTooMuchText = "split the file, or repeat less"
