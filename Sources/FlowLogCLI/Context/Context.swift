package import FlowLogApply
package import FlowLogModel
package import FoundationEssentials

/// Every side door of the program: what it reads, writes, waits for or takes from chance goes through here. Tests pass their own.
package struct Context: Sendable {
    package var environment: Environment
    /// Writes to stdout: results.
    package var writeOutput: @Sendable (String) -> Void
    /// Writes to stderr: progress, notes, prompts, diagnostics.
    package var writeError: @Sendable (String) -> Void
    /// Reads that many bytes of stdin, or all of it if it has no more.
    package var readInput: @Sendable (_ most: Int) async throws -> [UInt8]
    package var files: Files
    /// Reads one line that the user types; nil at the end of the input.
    package var readAnswer: @Sendable () async -> String?
    /// Whether a user sits there: stdin and stderr are terminals.
    package var isInteractive: Bool
    /// Whether stdout is a terminal, so that colours make sense on it.
    package var outputIsTerminal: Bool
    /// The same for stderr.
    package var errorIsTerminal: Bool
    /// How many columns and rows the terminal has.
    package var terminalSize: @Sendable () -> (columns: Int, rows: Int)
    /// How many files and sockets calls may have open at once.
    package var descriptors = 1_024
    package var now: @Sendable () -> Date
    /// The clock of pauses: between attempts of a call, and between looks at what an apply waits for.
    package var ticker: Ticker
    /// The clock of what takes real time even where a test skips pauses: the answer to a call, and the next picture on a terminal.
    package var realTicker: Ticker
    /// 0..<1, for the jitter of retries.
    package var random: @Sendable () -> Double
    /// Takes what must still be reported if a signal ends the process before anything was changed.
    package var beforeInterrupt: @Sendable (@escaping @Sendable () -> Void) -> Void = { _ in }
    /// Called before `watchSignals`: from then on, signals wait for it.
    package var expectSignals: @Sendable () -> Void = {}
    /// Calls its argument for each Ctrl-C, SIGTERM and SIGHUP until the task is cancelled.
    package var watchSignals: @Sendable (@escaping @Sendable () -> Void) async -> Void
    /// Ends the process at once; returns only in tests.
    package var exitNow: @Sendable (ExitStatus) -> Void
    /// Why something could not be written to stdout, if so; a reader that went away does not count.
    package var outputError: @Sendable () -> SystemError?

    package init(
        environment: Environment, writeOutput: @escaping @Sendable (String) -> Void, writeError: @escaping @Sendable (String) -> Void,
        readInput: @escaping @Sendable (_ most: Int) async throws -> [UInt8] = { _ in [] }, files: Files = .process,
        readAnswer: @escaping @Sendable () async -> String? = { nil },
        isInteractive: Bool = false, outputIsTerminal: Bool = false, errorIsTerminal: Bool = false,
        terminalSize: @escaping @Sendable () -> (columns: Int, rows: Int) = { (80, 24) },
        now: @escaping @Sendable () -> Date = { Date() }, ticker: Ticker = .continuous, realTicker: Ticker = .continuous,
        random: @escaping @Sendable () -> Double = { Double.random(in: 0..<1) },
        watchSignals: @escaping @Sendable (@escaping @Sendable () -> Void) async -> Void = { _ in },
        exitNow: @escaping @Sendable (ExitStatus) -> Void = { _ in }, outputError: @escaping @Sendable () -> SystemError? = { nil }
    ) {
        self.environment = environment
        self.writeOutput = writeOutput
        self.writeError = writeError
        self.readInput = readInput
        self.files = files
        self.readAnswer = readAnswer
        self.isInteractive = isInteractive
        self.outputIsTerminal = outputIsTerminal
        self.errorIsTerminal = errorIsTerminal
        self.terminalSize = terminalSize
        self.now = now
        self.ticker = ticker
        self.realTicker = realTicker
        self.random = random
        self.watchSignals = watchSignals
        self.exitNow = exitNow
        self.outputError = outputError
    }

    /// The value of an environment variable; an empty one counts as unset.
    func variable(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }

    /// The value of an environment variable that says who or where; an empty one counts as unset.
    /// - Throws: exit 3 for one that cannot be used, such as bytes that are not UTF-8.
    func setting(_ name: String) throws(CommandError) -> String? {
        do { return try environment.setting(name) } catch { throw CommandError(.invalid, error.description, help: error.help) }
    }

    /// The time of day, to the second.
    var moment: Timestamp { Timestamp(secondsSince1970: Int64(now().timeIntervalSince1970)) }

    /// Reads a file that a variable names, or one in which credentials are looked for.
    /// - Throws: an error that describes itself; nothing longer than 1 MiB is such a file.
    func readConfiguration(_ path: String) throws -> [UInt8] { try files.readAll(path, limit: 1 << 20) }
}
