package import FlowLogModel

/// The problems of one file. The same one is kept once: what an anchor has wrong is met wherever it is used.
package final class Findings {
    /// Whether lines and words of what is being read may be shown.
    package var mayQuote = true
    package private(set) var list: [Finding] = []
    private var seen: Set<Finding> = []
    private var known: Set<Finding> = []
    private var unknownKeys: Set<Range<Int>> = []
    private var repeatedBytes = 0
    private var mutesWarnings = false
    private var mutedWarnings = 0

    package init() {}

    /// Reports a problem.
    package func report(_ code: Diagnostic.Code, _ message: String, help: String?, at range: Range<Int>) {
        add(Finding(code: code, message: message, help: help, range: range, showsLine: mayQuote))
    }

    /// Reports what was found while a document was read; where nothing may be quoted, without words of it.
    package func report(_ findings: [Finding]) {
        for finding in findings { add(mayQuote ? finding : finding.concealed) }
    }

    /// Reports a warning whose help takes long to find, and which many may share.
    func reportOnce(_ code: Diagnostic.Code, _ message: String, at range: Range<Int>, help: () -> String) {
        let words = Finding(code: code, message: message, help: nil, range: range)
        if !mutesWarnings, !known.insert(words).inserted { return }
        report(code, message, help: mutesWarnings ? nil : help(), at: range)
    }

    /// Reports an unknown key; its words take long to find, and a mapping with merge keys may bring the same key often.
    func reportUnknownKey(at range: Range<Int>, _ words: () -> (message: String, help: String)) {
        guard unknownKeys.insert(range).inserted else { return }
        let words = words()
        report(.unknownField, words.message, help: words.help, at: range)
    }

    private func add(_ finding: Finding) {
        if mutesWarnings, finding.code.severity == .warning {
            mutedWarnings += 1
        } else if seen.insert(finding).inserted {
            list.append(finding)
        }
    }

    /// Does something whose warnings are no news.
    /// - Returns: what it returns, and whether it had a warning.
    package func withoutWarnings<Result>(_ body: () -> Result) -> (result: Result, hadWarnings: Bool) {
        let (wasMuting, before) = (mutesWarnings, mutedWarnings)
        mutesWarnings = true
        defer { mutesWarnings = wasMuting }
        let result = body()
        return (result, mutedWarnings > before)
    }

    /// Counts text that is made of less text of the file; false beyond the limit of a file.
    package func mayRepeat(_ bytes: Int) -> Bool {
        repeatedBytes += bytes
        return repeatedBytes <= YAMLLimit.repeatedBytes
    }

    /// Text of what is being read between quotes, if it may be shown.
    package func quoted(_ text: String) -> String { mayQuote ? FlowLogYAML.quoted(text) : "'…'" }
}

/// Text of a file between quotes, for a message; long text is cut.
package func quoted(_ text: String) -> String {
    let longest = 60
    let isLong = text.unicodeScalars.prefix(longest + 1).count > longest
    return isLong ? "'\(String(text.unicodeScalars.prefix(longest)))…'" : "'\(text)'"
}
