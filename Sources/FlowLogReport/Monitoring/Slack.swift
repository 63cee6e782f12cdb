import FlowLogModel

/// A message for Slack.
package typealias SlackText = EscapedText<Slack>

/// Slack's message format, which other services read too: untrusted text is code, in which nothing is formatted.
package enum Slack: TextDestination {
    /// A backtick would end the code, and some of the services call people at `@` even there: both become visible.
    package static func escaped(_ text: String) -> String {
        let shown = Terminal.escaped(text).showing("`", "@")
        // Empty text, or a space at either end, would not be code.
        let isCode = shown.utf8.first.map { $0 != UInt8(ascii: " ") } == true && shown.utf8.last != UInt8(ascii: " ")
        let quote = isCode ? "" : "\""
        return "`\(quote)\(entities(shown))\(quote)`"
    }

    private static func entities(_ text: String) -> String {
        text.replacing { scalar in
            switch scalar {
            case "&": "&amp;"
            case "<": "&lt;"
            case ">": "&gt;"
            default: nil
            }
        }
    }
}
