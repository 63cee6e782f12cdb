import ArgumentParser

/// A command that reaches the system only through the context that it is given.
protocol ContextCommand: ParsableCommand {
    /// Whether it writes to the API.
    var mayChange: Bool { get }

    func run(in context: Context) async throws -> ExitStatus
}

extension ContextCommand {
    var mayChange: Bool { false }
}
