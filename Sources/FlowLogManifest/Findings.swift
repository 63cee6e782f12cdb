import FlowLogModel

/// A problem at a stretch of a source text, in bytes.
struct Finding: Hashable {
    let code: Diagnostic.Code
    let message: String
    let help: String?
    let range: Range<Int>
}

/// The problems of one file. The same one is kept once: what an anchor or `defaults` has wrong is met wherever it is used.
final class Findings {
    private(set) var list: [Finding] = []
    /// How often something was reported, what was reported before included.
    private(set) var reports = 0
    private var seen: Set<Finding> = []
    private var unknownKeys: Set<Range<Int>> = []

    func report(_ code: Diagnostic.Code, _ message: String, help: String?, at range: Range<Int>) {
        report(Finding(code: code, message: message, help: help, range: range))
    }

    /// Reports an unknown key; its words take long to find, and a mapping with merge keys may bring the same key often.
    func reportUnknownKey(at range: Range<Int>, _ words: () -> (message: String, help: String)) {
        reports += 1
        guard unknownKeys.insert(range).inserted else { return }
        let words = words()
        report(.unknownField, words.message, help: words.help, at: range)
    }

    func report(_ finding: Finding) {
        reports += 1
        if seen.insert(finding).inserted { list.append(finding) }
    }
}

/// Text from a manifest between quotes, for a message; long text is cut.
func quoted(_ text: String) -> String {
    let longest = 60
    return text.unicodeScalars.count <= longest ? "'\(text)'" : "'\(String(text.unicodeScalars.prefix(longest)))…'"
}
