package import FlowLogModel

/// A problem at a stretch of a text, in bytes.
package struct Finding: Hashable {
    package let code: Diagnostic.Code
    package let message: String
    package let help: String?
    package let range: Range<Int>
    /// Whether the line may be shown: not of a file that may hold secrets.
    var showsLine = true

    /// The same without words and lines of the file: what is between the first and the last quote of the message.
    var concealed: Finding {
        let parts = message.split(separator: "'", omittingEmptySubsequences: false)
        let words = parts.count < 3 ? message : "\(parts[0])'…'\(parts[parts.count - 1])"
        return Finding(code: code, message: words, help: help, range: range, showsLine: false)
    }
}
