import FlowLogModel

/// Metrics as text.
package typealias MetricsText = EscapedText<Prometheus>

/// The text format of Prometheus: untrusted text is the value of a label. Line feeds and other harmful characters become visible first, since
/// alerts end up on people's screens.
package enum Prometheus: TextDestination {
    package static func escaped(_ text: String) -> String {
        Terminal.escaped(text).replacing { $0 == "\\" || $0 == "\"" ? "\\\($0)" : nil }
    }
}

extension MetricsText.StringInterpolation {
    /// A comment: only the end of the line ends it.
    mutating func appendInterpolation(comment text: Shown) { appendLiteral(text.string) }

    /// The value of a sample.
    mutating func appendInterpolation(_ value: Double) { appendLiteral("\(value)") }
}
