/// A comment of HTML, or of Markdown.
package typealias CommentText = EscapedText<MarkupComment>

/// Comments: untrusted text neither ends one nor begins another.
package enum MarkupComment: TextDestination {
    package static func escaped(_ text: String) -> String { Terminal.escaped(text).showing("<", ">") }
}
