import ArgumentParser
import FlowLogYAML

extension CommandError {
    /// Names the word that should be a command and is none, and the nearest one (Contract: Commands); nil if there is no such word.
    init?(unknownCommandIn arguments: [String]) {
        var names = Self.names(in: FlowLogCtl.self) + ["help"]
        var command: any ParsableCommand.Type = FlowLogCtl.self
        var path: [String] = []
        for word in arguments.first == "help" ? arguments.dropFirst() : arguments[...] {
            if names.isEmpty || word.hasPrefix("-") { return nil }
            guard let next = command.configuration.subcommands.first(where: { $0.configuration.commandName == word }) else {
                guard !names.contains(word) else { return nil }
                func called(_ name: String) -> String { "'\((path + [name]).joined(separator: " "))'" }
                let meant = word == "version" ? "'--version'" : suggestion(for: word, among: names).map(called)
                let known = meant.map { "did you mean \($0)?" }
                self.init(
                    .usage, "No such command \(called(word)); \(known ?? "there are \(names.joined(separator: ", "))")",
                    help: "\((["flowlogctl help"] + path).joined(separator: " ")) says what they do")
                return
            }
            command = next
            names = Self.names(in: next)
            path.append(word)
        }
        return nil
    }

    private static func names(in command: any ParsableCommand.Type) -> [String] {
        command.configuration.subcommands.compactMap { $0.configuration.commandName }
    }
}
