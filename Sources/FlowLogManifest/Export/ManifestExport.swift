package import FlowLogModel

/// One manifest document written from live loggers (Contract: CI and cron, Export).
package struct ManifestExport: Sendable {
    /// The YAML; ends with a line feed.
    package let text: String
    /// The name that the document has.
    package let stack: String
    /// How many loggers are written as entries.
    package let count: Int
    /// How many loggers cannot be expressed in a manifest; they are written as comments.
    package let commentedOut: Int
    /// A logger that cannot be expressed in a manifest.
    package struct LeftOut: Sendable {
        package let name: String
        package let id: String
        /// Why it cannot, as sentences joined by semicolons.
        package let reason: String
    }

    /// Those that are commented out.
    package let leftOut: [LeftOut]
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
        let verdicts = ReaderCheck.verdicts(on: loggers, stack: selection.stack)
        for index in loggers.indices { loggers[index].settle(verdicts[index].problems) }
        Self.pin(&loggers, verdicts.map(\.warnings), among: live)

        warnings = selection.warnings + Self.warnings(of: loggers, stack: selection.stack)
        let document = ExportDocument(
            stack: selection.stack, isOurChoice: stack == nil, region: region, warnings: warnings, loggers: loggers)
        text = document.text
        self.stack = selection.stack
        count = loggers.count { $0.problems.isEmpty }
        commentedOut = loggers.count - count
        leftOut = loggers.filter { !$0.problems.isEmpty }
            .map { LeftOut(name: $0.live.fields.name, id: $0.live.id, reason: $0.problems.joined(separator: "; ")) }
    }

    /// Pins by id each logger that the reader would warn about, and those that share the name or target in question: it does not warn about
    /// existing loggers, so that the manifest is valid with `--strict`.
    private static func pin(_ loggers: inout [ExportedLogger], _ warnings: [[ReaderCheck.Problem]], among live: [LiveLogger]) {
        let ids = Dictionary(live.map { ($0.id.lowercased(), 1) }, uniquingKeysWith: +)
        func shared(_ field: LoggerField, _ code: Diagnostic.Code) -> Set<FieldValue> {
            Set(zip(loggers, warnings).compactMap { logger, found in found.contains { $0.code == code } ? logger.values[field] : nil })
        }
        let names = shared(.name, .duplicateName)
        let targets = shared(.resourceID, .duplicateCapture)
        for index in loggers.indices where loggers[index].problems.isEmpty && !loggers[index].isPinned {
            let logger = loggers[index]
            let reasons =
                warnings[index].map(\.sentence)
                + (warnings[index].isEmpty && logger.values[.name].map(names.contains) ?? false ? ["another one has its name"] : [])
                + (warnings[index].isEmpty && logger.values[.resourceID].map(targets.contains) ?? false
                    ? ["another one has its target"] : [])
            guard !reasons.isEmpty, Identifier.isUUID(logger.live.id), ids[logger.live.id.lowercased()] == 1 else { continue }
            loggers[index].isPinned = true
            loggers[index].notes.insert("pinned by its id, because it exists: \(reasons.joined(separator: "; "))", at: 0)
        }
    }

    private static func warnings(of loggers: [ExportedLogger], stack: String) -> [String] {
        let lost = loggers.filter { $0.live.mark != nil && !$0.problems.isEmpty }.map(\.key)
        guard !lost.isEmpty else { return [] }
        return ["a plan of this manifest would delete loggers of stack '\(stack)' that are commented out: \(lost.shown)"]
    }
}

extension ExportedLogger {
    /// Takes the reader's problems: an owned logger keeps its description if the manifest leaves it out; any other problem comments it out.
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
    /// What people should check before they take the logger over.
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
