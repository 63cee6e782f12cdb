import FlowLogModel

/// Finds out what cannot be expressed in a manifest by giving it to our own reader.
struct ReaderCheck {
    /// A problem of one entry; without a code if the reader accepts the value, but reads another one.
    struct Problem {
        let code: Diagnostic.Code?
        let sentence: String

        /// Whether leaving the description out would solve it.
        var isAboutDescription: Bool { code == .descriptionTooLong || code == .markInDescription }
    }

    /// What the reader says of one entry.
    struct Verdict {
        var problems: [Problem] = []
        /// What it would only warn about.
        var warnings: [Problem] = []
    }

    /// What the reader says of each logger, in their order.
    static func verdicts(on loggers: [ExportedLogger], stack: String) -> [Verdict] {
        guard !loggers.isEmpty else { return [] }
        var text = "apiVersion: flowlog/v1\nstack: \(YAMLText.scalar(stack))\nloggers:\n"
        // The logger of each line.
        var lines: [Int?] = [nil, nil, nil]
        for (index, logger) in loggers.enumerated() {
            var logger = logger
            logger.problems = []
            let entry = ["  \(YAMLText.scalar(logger.key)):"] + logger.fields(below: CommonValues()).map { "    \($0.name): \($0.value)" }
            for line in entry { text += line + "\n" }
            lines += Array(repeating: index, count: entry.count)
        }

        let loaded = loadManifests([ManifestSource(path: "export", bytes: Array(text.utf8))], context: ManifestContext())
        var verdicts = [Verdict](repeating: Verdict(), count: loggers.count)
        for diagnostic in loaded.diagnostics {
            guard let location = diagnostic.location, let index = lines[location.line - 1] else { continue }
            guard diagnostic.severity == .error else {
                verdicts[index].warnings.append(Problem(code: diagnostic.code, sentence: diagnostic.message))
                continue
            }
            let help = diagnostic.help.map { "; \($0)" } ?? ""
            verdicts[index].problems.append(Problem(code: diagnostic.code, sentence: diagnostic.message + help))
        }
        let read = Dictionary((loaded.stacks.first?.loggers ?? []).map { ($0.key, $0) }) { first, _ in first }
        // A wrong value is read as left out, which would look like a different value.
        for (index, logger) in loggers.enumerated() where verdicts[index].problems.allSatisfy(\.isAboutDescription) {
            let sentences = read[logger.key].map { differences(of: logger, from: $0) } ?? ["the manifest cannot be read with it"]
            verdicts[index].problems += sentences.map { Problem(code: nil, sentence: $0) }
        }
        return verdicts
    }

    private static func differences(of logger: ExportedLogger, from read: DesiredLogger) -> [String] {
        // The entry already says what is odd in the answer.
        let odd = Set(logger.live.oddFields.map(\.name))
        return LoggerField.allCases
            .filter { read.fields[$0] != nil && !$0.isSame(logger.live.fields[$0], read.fields[$0]) && !odd.contains($0.apiName) }
            .map { field in
                let live = logger.live.fields[field] == nil ? "the service does not say its" : "a manifest would have another"
                return "\(live) '\(field.apiName)'"
            }
    }
}
