import FlowLogModel

/// Text of others in Markdown and in the HTML within it: always as code, where there are no mentions, references, links or emphasis.
enum MarkdownEscape {
    /// A code span, also for a cell of a table: a pipe, which would end the cell even there, becomes visible as `\u{7c}`.
    static func code(_ text: String) -> String {
        let shown = TerminalEscape.escaped(text) { $0 == "|" ? $0.visible : nil }
        let fence = String(repeating: "`", count: longestFence(in: shown) + 1)
        // A space at each end is taken off again, and lets the text be empty, and begin and end with a space or a backtick.
        let ends = [shown.utf8.first, shown.utf8.last]
        let needsSpace = ends.contains { $0 == nil || $0 == UInt8(ascii: "`") || $0 == UInt8(ascii: " ") }
        return needsSpace ? "\(fence) \(shown) \(fence)" : "\(fence)\(shown)\(fence)"
    }

    /// The same for a place where HTML is read, such as a `<summary>`.
    static func htmlCode(_ text: String) -> String {
        let escaped = TerminalEscape.escaped(text) { scalar in
            switch scalar {
            case "&": "&amp;"
            case "<": "&lt;"
            case ">": "&gt;"
            case "\"": "&quot;"
            default: nil
            }
        }
        return "<code>\(escaped)</code>"
    }

    /// A block of code, line by line; its fence is longer than any that the lines have.
    static func block(_ lines: [String]) -> [String] {
        let shown = lines.map(TerminalEscape.escaped)
        let fence = String(repeating: "`", count: max(3, 1 + (shown.map(longestFence).max() ?? 0)))
        return ["\(fence)text"] + shown + [fence]
    }

    private static func longestFence(in text: String) -> Int {
        text.utf8.split(omittingEmptySubsequences: true) { $0 != UInt8(ascii: "`") }.map(\.count).max() ?? 0
    }
}
