/// Annotations as workflow commands of GitHub Actions, and lines for the log.
struct WorkflowCommands {
    /// One annotation.
    struct Annotation {
        /// The kinds that the runner knows, the worst first.
        enum Level: String, CaseIterable {
            case error, warning, notice
        }

        let level: Level
        /// In this order, such as `file` and `line`.
        let properties: [(name: Words, value: Shown)]
        /// The first line, then the details.
        let lines: [Shown]

        init(_ level: Level, title: Shown, _ lines: [Shown], properties: [(name: Words, value: Shown)] = []) {
            self.level = level
            self.properties = properties + [("title", title)]
            self.lines = lines
        }
    }

    /// GitHub shows this many of a kind for one step and silently drops the rest.
    private static let most = 10
    private static let longest = 2_000

    /// - Parameters:
    ///   - annotations: in the order of their kind; those past the tenth of a kind are counted in the tenth.
    ///   - summary: lines for the log, after the annotations.
    static func text(_ annotations: [Annotation], summary: [Shown]) -> CommandText {
        let commands = Annotation.Level.allCases.flatMap { level in
            let all = annotations.filter { $0.level == level }
            guard all.count > most else { return all.map(line) }
            let rest = all.count - (most - 1)
            let more = Annotation(level, title: "and \(rest) more", ["and \(rest) more of this kind, which GitHub would not show"])
            return all.prefix(most - 1).map(line) + [line(more)]
        }
        return (commands + summary.map { "\(log: $0)" }).map { "\($0)\n" }.joined()
    }

    private static func line(_ annotation: Annotation) -> CommandText {
        let properties = annotation.properties.map { name, value -> CommandText in "\(name)=\(property: value)" }
        let lines = annotation.lines.map { CommandText("\($0.cut(toBytes: longest))") }
        return "::\(annotation.level) \(properties.joined(separator: ","))::\(lines.joined(separator: "%0A"))"
    }
}
