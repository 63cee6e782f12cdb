/// What GitHub's runner reads from the output of a step.
package typealias CommandText = EscapedText<WorkflowCommand>

/// Workflow commands of GitHub Actions, `::error title=…::message`: untrusted text is the message, escaped as GitHub's toolkit does it; line
/// breaks are visible already.
package enum WorkflowCommand: TextDestination {
    package static func escaped(_ text: String) -> String { Terminal.escaped(text).replacing { $0 == "%" ? "%25" : nil } }
}

extension CommandText.StringInterpolation {
    /// The value of a property, escaped as GitHub's toolkit does it.
    mutating func appendInterpolation(property text: Shown) {
        appendLiteral(
            text.string.replacing { scalar in
                switch scalar {
                case "%": "%25"
                case ":": "%3A"
                case ",": "%2C"
                default: nil
                }
            })
    }

    /// A line for the log that must not be a command: the runner takes what begins with `::` for one.
    mutating func appendInterpolation(log text: Shown) {
        let parts = text.string.utf8.split(separator: Array("::".utf8), omittingEmptySubsequences: false)
        appendLiteral(parts.map { String(decoding: $0, as: UTF8.self) }.joined(separator: "\\u{3a}:"))
    }
}
