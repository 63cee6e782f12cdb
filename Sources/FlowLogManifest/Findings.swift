import FlowLogModel

/// A problem at a stretch of a source text, in bytes.
struct Finding: Hashable {
    let code: Diagnostic.Code
    let message: String
    let help: String?
    let range: Range<Int>
    /// Whether the line may be shown: not of a file that is no manifest, which may hold secrets.
    var showsLine = true

    /// The same without words and lines of the file: what is between the first and the last quote of the message.
    var concealed: Finding {
        let parts = message.split(separator: "'", omittingEmptySubsequences: false)
        let words = parts.count < 3 ? message : "\(parts[0])'…'\(parts[parts.count - 1])"
        return Finding(code: code, message: words, help: help, range: range, showsLine: false)
    }
}

/// The problems of one file. The same one is kept once: what an anchor or `defaults` has wrong is met wherever it is used.
final class Findings {
    /// Whether lines and words of what is being read may be shown.
    var mayQuote = true
    /// The fields of the logger that is being read; nil outside of loggers.
    var logger: NodeID?
    /// Whether warnings are only counted.
    var mutesWarnings = false
    private(set) var list: [Finding] = []
    /// How often something was reported, what was reported before included.
    private(set) var reports = 0
    private var seen: Set<Finding> = []
    private var known: Set<Finding> = []
    private var repeatedBytes = 0
    private var unknownKeys: Set<Range<Int>> = []

    /// Whether nothing was reported with these words at this place yet.
    func isNew(_ code: Diagnostic.Code, _ message: String, at range: Range<Int>) -> Bool {
        !mutesWarnings && known.insert(Finding(code: code, message: message, help: nil, range: range)).inserted
    }

    /// Counts a warning that is not given.
    func mute() { reports += 1 }

    func report(_ code: Diagnostic.Code, _ message: String, help: String?, at range: Range<Int>) {
        report(Finding(code: code, message: message, help: help, range: range, showsLine: mayQuote))
    }

    /// Counts text that `${…}` makes, or that loggers get from `defaults` one by one; false beyond the limit of a file.
    func mayRepeat(_ bytes: Int) -> Bool {
        repeatedBytes += bytes
        return repeatedBytes <= Composer.Limit.repeatedBytes
    }

    /// Text of what is being read between quotes, if it may be shown.
    func quoted(_ text: String) -> String { mayQuote ? FlowLogManifest.quoted(text) : "'…'" }

    /// Reports an unknown key; its words take long to find, and a mapping with merge keys may bring the same key often.
    func reportUnknownKey(at range: Range<Int>, _ words: () -> (message: String, help: String)) {
        reports += 1
        guard unknownKeys.insert(range).inserted else { return }
        let words = words()
        report(.unknownField, words.message, help: words.help, at: range)
    }

    func report(_ finding: Finding) {
        reports += 1
        if mutesWarnings, finding.code.severity == .warning { return }
        if seen.insert(finding).inserted { list.append(finding) }
    }
}

/// Text from a manifest between quotes, for a message; long text is cut.
func quoted(_ text: String) -> String {
    let longest = 60
    let isLong = text.unicodeScalars.prefix(longest + 1).count > longest
    return isLong ? "'\(String(text.unicodeScalars.prefix(longest)))…'" : "'\(text)'"
}
