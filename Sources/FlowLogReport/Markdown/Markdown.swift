import FlowLogModel

/// Markdown as GitHub and GitLab read it.
package typealias MarkdownText = EscapedText<Markdown>

/// Markdown: untrusted text is always code, in which there are no mentions, references, links or emphasis.
package enum Markdown: TextDestination {
    /// A code span, also for a cell of a table: a pipe, which would end the cell even there, becomes visible as `\u{7c}`.
    package static func escaped(_ text: String) -> String {
        let shown = Terminal.escaped(text).showing("|")
        let fence = String(repeating: "`", count: longestFence(in: shown) + 1)
        // A space at each end is taken off again, and lets the text be empty, and begin and end with a space or a backtick.
        let ends = [shown.utf8.first, shown.utf8.last]
        let needsSpace = ends.contains { $0 == nil || $0 == UInt8(ascii: "`") || $0 == UInt8(ascii: " ") }
        return needsSpace ? "\(fence) \(shown) \(fence)" : "\(fence)\(shown)\(fence)"
    }

    fileprivate static func longestFence(in text: String) -> Int {
        text.utf8.split(omittingEmptySubsequences: true) { $0 != UInt8(ascii: "`") }.map(\.count).max() ?? 0
    }
}

extension MarkdownText.StringInterpolation {
    /// A comment within Markdown, as it is.
    mutating func appendInterpolation(comment: CommentText) { appendLiteral(comment.string) }

    /// A block of code; its fence is longer than any that the lines have.
    mutating func appendInterpolation(block lines: [Shown], _ language: CodeLanguage) {
        let fence = String(repeating: "`", count: max(3, 1 + (lines.map { Markdown.longestFence(in: $0.string) }.max() ?? 0)))
        appendLiteral("\(fence)\(language.rawValue)\n\(lines.joined(separator: "\n").string)\n\(fence)")
    }
}

/// By what GitHub and GitLab colour a block of code.
enum CodeLanguage: String, CaseIterable {
    case diff, text
}
