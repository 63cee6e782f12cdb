import FlowLogModel

/// Finds out what a manifest cannot say by giving it to our own reader.
struct ReaderCheck {
    /// A problem of one entry; without a code if the reader takes the value, but for another one.
    struct Problem {
        let code: Diagnostic.Code?
        let sentence: String
    }

    /// The problems of each logger, in their order.
    static func problems(of loggers: [ExportedLogger], stack: String) -> [[Problem]] {
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
        var problems = [[Problem]](repeating: [], count: loggers.count)
        for diagnostic in loaded.diagnostics where diagnostic.severity == .error {
            guard let location = diagnostic.location, let index = lines[location.line - 1] else { continue }
            let help = diagnostic.help.map { "; \($0)" } ?? ""
            problems[index].append(Problem(code: diagnostic.code, sentence: diagnostic.message + help))
        }
        let read = Dictionary((loaded.stacks.first?.loggers ?? []).map { ($0.key, $0) }) { first, _ in first }
        for (index, logger) in loggers.enumerated() where problems[index].isEmpty {
            problems[index] = differences(of: logger, from: read[logger.key]).map { Problem(code: nil, sentence: $0) }
        }
        return problems
    }

    private static func differences(of logger: ExportedLogger, from read: DesiredLogger?) -> [String] {
        guard let read else { return ["a manifest cannot be read with it"] }
        return LoggerField.allCases.filter { read.fields[$0] != nil && !$0.isSame(logger.live.fields[$0], read.fields[$0]) }
            .map { field in
                let live = logger.live.fields[field] == nil ? "the service does not say its" : "a manifest would say another"
                return "\(live) '\(field.apiName)'"
            }
    }
}
