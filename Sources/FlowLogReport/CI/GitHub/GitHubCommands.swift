/// Annotations as workflow commands of GitHub Actions (`::error title=…::message`), which its runner reads from a step's output.
struct GitHubCommands {
    /// One annotation.
    struct Annotation {
        /// The kinds that the runner knows, the worst first.
        enum Level: String, CaseIterable {
            case error, warning, notice
        }

        let level: Level
        /// In this order, such as `file` and `line`; not escaped.
        let properties: [(name: String, value: String)]
        /// The first line, then the details; not escaped.
        let lines: [String]

        init(_ level: Level, title: String, _ lines: [String], properties: [(name: String, value: String)] = []) {
            self.level = level
            self.properties = properties + [("title", title)]
            self.lines = lines
        }
    }

    /// GitHub shows so many of a kind for one step, and drops the others without a word.
    private static let most = 10
    private static let longest = 2_000

    /// - Parameters:
    ///   - annotations: in the order of their kind; those past the tenth of a kind are counted in the tenth.
    ///   - summary: lines for the log, after the annotations; not escaped.
    static func text(_ annotations: [Annotation], summary: [String]) -> String {
        let commands = Annotation.Level.allCases.flatMap { level in
            let all = annotations.filter { $0.level == level }
            guard all.count > most else { return all.map(line) }
            let rest = all.count - (most - 1)
            let more = Annotation(level, title: "and \(rest) more", ["and \(rest) more of this kind, which GitHub would not show"])
            return all.prefix(most - 1).map(line) + [line(more)]
        }
        return (commands + summary.map(plain)).map { $0 + "\n" }.joined()
    }

    private static func line(_ annotation: Annotation) -> String {
        let properties = annotation.properties.map { "\($0.name)=\(property($0.value))" }.joined(separator: ",")
        let message = annotation.lines.map { data($0.cut(toBytes: longest)) }.joined(separator: "%0A")
        return "::\(annotation.level.rawValue) \(properties)::\(message)"
    }

    // MARK: escapes

    /// A message, as the toolkit escapes it; line breaks are visible already.
    static func data(_ text: String) -> String { TerminalEscape.escaped(text) { $0 == "%" ? "%25" : nil } }

    /// A property's value, as the toolkit escapes it.
    static func property(_ text: String) -> String {
        TerminalEscape.escaped(text) { scalar in
            switch scalar {
            case "%": "%25"
            case ":": "%3A"
            case ",": "%2C"
            default: nil
            }
        }
    }

    /// A line that is no command: the runner takes what begins with `::` for one.
    static func plain(_ text: String) -> String {
        TerminalEscape.escaped(text).utf8.split(separator: Array("::".utf8), omittingEmptySubsequences: false)
            .map { String(decoding: $0, as: UTF8.self) }.joined(separator: "\\u{3a}:")
    }
}
