import ArgumentParser
import FlowLogModel

extension CommandError {
    /// For a word that stands where a command should and is not one: names it and the nearest command (Contract: Commands).
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
                    .usage, "No such command \(called(word)); \(known ?? "the commands are \(names.joined(separator: ", "))")",
                    help: "\((["flowlogctl help"] + path).joined(separator: " ")) lists the commands")
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
