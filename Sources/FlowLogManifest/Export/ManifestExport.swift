package import FlowLogModel

/// One manifest document written from live loggers (CONTRACT section 7).
package struct ManifestExport: Sendable {
    /// The YAML; ends with a line feed.
    package let text: String
    /// The name that the document has.
    package let stack: String
    /// How many loggers are written as entries.
    package let count: Int
    /// How many loggers a manifest cannot say; they are written as comments.
    package let commentedOut: Int
    /// Sentences for stderr, not escaped: what a plan of this manifest would delete.
    package let warnings: [String]

    /// Writes unmarked loggers, and those of one stack under their own keys; those of other stacks never.
    /// - Parameters:
    ///   - live: all loggers of the project in the region, in any order: they say which names are unique and which stack names are taken.
    ///   - stack: a valid stack name, to write its loggers too; nil for a name that no stack has.
    ///   - region: the region that the manifest is for; nil if unknown.
    ///   - selected: the ids of loggers that filters let through; nil for all.
    ///   - capturing: the ids of loggers with at least one logging port; nil if that is not known.
    package init(live: [LiveLogger], stack: String?, region: String?, selected: Set<String>? = nil, capturing: Set<String>? = nil) {
        let selection = ExportSelection(live: live, stack: stack, selected: selected)
        var loggers = selection.loggers
        for index in loggers.indices { loggers[index].notes += loggers[index].live.attention(capturing: capturing) }
        for (index, problems) in ReaderCheck.problems(of: loggers, stack: selection.stack).enumerated() {
            loggers[index].settle(problems)
        }

        warnings = selection.warnings + Self.warnings(of: loggers, stack: selection.stack)
        let document = ExportDocument(
            stack: selection.stack, isOurChoice: stack == nil, region: region, warnings: warnings, loggers: loggers)
        text = document.text
        self.stack = selection.stack
        count = loggers.count { $0.problems.isEmpty }
        commentedOut = loggers.count - count
    }

    private static func warnings(of loggers: [ExportedLogger], stack: String) -> [String] {
        let lost = loggers.filter { $0.live.mark != nil && !$0.problems.isEmpty }.map(\.key)
        guard !lost.isEmpty else { return [] }
        return ["a plan of this manifest would delete loggers of stack '\(stack)' that are commented out: \(lost.shown)"]
    }
}

extension ExportedLogger {
    /// Takes the reader's problems: an owned logger keeps its description without the manifest saying it; all else comments it out.
    fileprivate mutating func settle(_ found: [ReaderCheck.Problem]) {
        if live.mark != nil, !found.isEmpty, found.allSatisfy(\.isAboutDescription) {
            values[.description] = nil
            notes += found.map { "its description is left out, and stays as it is: \($0.sentence)" }
        } else {
            problems += found.map(\.sentence)
        }
    }
}

extension LiveLogger {
    /// What people should look at before they take the logger over.
    fileprivate func attention(capturing: Set<String>?) -> [String] {
        var notes: [String] = []
        if status == .error {
            let advice = ErrorAdvice(errorType: errorType)
            notes.append("ERROR\(errorType.isEmpty ? "" : " (\(errorType))"): \(advice.cause); \(advice.advice)")
        }
        if !fields.isEnabled {
            notes.append("switched off")
        } else if status == .active, let capturing, !capturing.contains(id) {
            notes.append("captures no port: its target may be gone")
        }
        return notes
    }
}
