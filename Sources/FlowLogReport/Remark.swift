package import FlowLogModel

/// The kind of a line on stderr, printed as its first word.
package enum Remark: String, Sendable, CaseIterable {
    case error, stale, warning, note

    /// `warning: ` or `warning[CODE]: `, in its colour.
    package func label(code: Diagnostic.Code? = nil, style: Style) -> Shown {
        "\(painted(code.map { "\(self)[\($0)]:" } ?? "\(self):", style)) "
    }

    private func painted(_ text: Shown, _ style: Style) -> Shown {
        switch self {
        case .error, .stale: style.red(text)
        case .warning: style.yellow(text)
        case .note: text
        }
    }
}
