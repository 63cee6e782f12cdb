import ArgumentParser

/// A command that is given its side doors.
protocol ContextCommand: ParsableCommand {
    /// Whether it writes to the API.
    var mayChange: Bool { get }

    func run(in context: Context) async throws -> ExitStatus
}

extension ContextCommand {
    var mayChange: Bool { false }
}
