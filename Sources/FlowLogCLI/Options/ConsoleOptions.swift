import ArgumentParser

/// How to talk to people.
struct ConsoleOptions: ParsableArguments {
    enum Color: String, ExpressibleByArgument, CaseIterable {
        case auto, always, never

        /// What a command line asks for that was not parsed, or stopped before its end.
        init(in arguments: [String]) {
            let values = zip(arguments, arguments.dropFirst() + [""]).compactMap { word, next in
                word == "--color" ? next : word.hasPrefix("--color=") ? String(word.dropFirst("--color=".count)) : nil
            }
            self = values.last.flatMap(Color.init(rawValue:)) ?? .auto
        }
    }

    @Option(help: "When to use colours: auto, always or never.")
    var color = Color.auto

    @Flag(help: "Never ask a question.")
    var noInput = false

    @Option(help: "From which level on to log to stderr: trace, debug, info, notice, warning or error.")
    var logLevel = LogLevel.warning
}
