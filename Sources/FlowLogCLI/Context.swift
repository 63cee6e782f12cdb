import Dispatch
package import FlowLogApply
package import FlowLogModel
package import FoundationEssentials
import Glibc
import Synchronization

/// All side doors of the program; tests pass their own.
package struct Context: Sendable {
    package var environment: Environment
    /// Writes to stdout: results.
    package var writeOutput: @Sendable (String) -> Void
    /// Writes to stderr: progress, notes, prompts, diagnostics.
    package var writeError: @Sendable (String) -> Void
    /// Reads stdin to its end.
    package var readInput: @Sendable () async throws -> [UInt8]
    /// Reads a file that a variable names; what it throws describes itself in the system's words.
    package var readFile: @Sendable (String) throws -> [UInt8]
    /// Reads one line that the user types; nil at the end of the input.
    package var readAnswer: @Sendable () async -> String?
    /// Whether somebody sits there: stdin and stderr are terminals.
    package var isInteractive: Bool
    /// Whether stdout is a terminal, so that colours make sense on it.
    package var outputIsTerminal: Bool
    /// The same for stderr.
    package var errorIsTerminal: Bool
    /// How many columns and rows stderr has.
    package var terminalSize: @Sendable () -> (columns: Int, rows: Int)
    package var now: @Sendable () -> Date
    package var ticker: Ticker
    /// Takes what is still to be told when a signal ends the process before anything was changed.
    package var beforeInterrupt: @Sendable (@escaping @Sendable () -> Void) -> Void = { _ in }
    /// Called before `watchSignals`: from then on signals wait for it.
    package var expectSignals: @Sendable () -> Void = {}
    /// Calls its argument for each Ctrl-C, SIGTERM and SIGHUP until the task is cancelled.
    package var watchSignals: @Sendable (@escaping @Sendable () -> Void) async -> Void
    /// Ends the process at once; comes back only in tests.
    package var exitNow: @Sendable (ExitStatus) -> Void
    /// Why something could not be written to stdout; a reader that went away is no reason.
    package var outputError: @Sendable () -> SystemError?

    package init(
        environment: Environment, writeOutput: @escaping @Sendable (String) -> Void, writeError: @escaping @Sendable (String) -> Void,
        readInput: @escaping @Sendable () async throws -> [UInt8] = { [] },
        readFile: @escaping @Sendable (String) throws -> [UInt8] = { try Context.readAll(of: $0, atMost: 1 << 20) },
        readAnswer: @escaping @Sendable () async -> String? = { nil },
        isInteractive: Bool = false, outputIsTerminal: Bool = false, errorIsTerminal: Bool = false,
        terminalSize: @escaping @Sendable () -> (columns: Int, rows: Int) = { (80, 24) },
        now: @escaping @Sendable () -> Date = { Date() }, ticker: Ticker = .continuous,
        watchSignals: @escaping @Sendable (@escaping @Sendable () -> Void) async -> Void = { _ in },
        exitNow: @escaping @Sendable (ExitStatus) -> Void = { _ in }, outputError: @escaping @Sendable () -> SystemError? = { nil }
    ) {
        self.environment = environment
        self.writeOutput = writeOutput
        self.writeError = writeError
        self.readInput = readInput
        self.readFile = readFile
        self.readAnswer = readAnswer
        self.isInteractive = isInteractive
        self.outputIsTerminal = outputIsTerminal
        self.errorIsTerminal = errorIsTerminal
        self.terminalSize = terminalSize
        self.now = now
        self.ticker = ticker
        self.watchSignals = watchSignals
        self.exitNow = exitNow
        self.outputError = outputError
    }

    /// The process's own.
    static func process(_ signals: Signals) -> Context {
        let failure = OutputFailure()
        var context = Context(
            environment: .process,
            writeOutput: { failure.note(write($0, to: STDOUT_FILENO)) },
            writeError: { write($0, to: STDERR_FILENO) },
            readInput: { try await onThreadOfItsOwn { Result { try readAll(from: STDIN_FILENO, enough: ManifestFiles.enough) } }.get() },
            readAnswer: { await onThreadOfItsOwn { readLine() } },
            isInteractive: isatty(STDIN_FILENO) == 1 && isatty(STDERR_FILENO) == 1, outputIsTerminal: isatty(STDOUT_FILENO) == 1,
            errorIsTerminal: isatty(STDERR_FILENO) == 1, terminalSize: { size() },
            watchSignals: { await signals.watch($0) },
            exitNow: { exit($0.rawValue) }, outputError: { failure.first })
        context.beforeInterrupt = { signals.beforeEnd($0) }
        context.expectSignals = { signals.expectWatch() }
        return context
    }

    /// Waits for the user where nothing else does: the few threads that tasks share must stay free for signals.
    private static func onThreadOfItsOwn<Value: Sendable>(_ wait: @escaping @Sendable () -> Value) async -> Value {
        await withCheckedContinuation { continuation in
            DispatchQueue.global().async { continuation.resume(returning: wait()) }
        }
    }

    /// The value of an environment variable; an empty one counts as unset.
    func variable(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }

    /// The value of an environment variable that says who or where; an empty one counts as unset.
    /// - Throws: exit 3 for one that cannot be used, such as bytes that are not UTF-8.
    func setting(_ name: String) throws(CommandError) -> String? {
        do { return try environment.setting(name) } catch { throw CommandError(.invalid, error.description, help: error.help) }
    }

    private static func size() -> (columns: Int, rows: Int) {
        var size = winsize()
        guard ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0 else { return (80, 24) }
        return (size.ws_col > 0 ? Int(size.ws_col) : 80, size.ws_row > 0 ? Int(size.ws_row) : 24)
    }

    /// Writes all of it; a reader that has gone away (`| head`) is no error, anything else is returned.
    @discardableResult
    static func write(_ text: String, to descriptor: Int32) -> SystemError? {
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count > 0 {
                bytes = bytes.dropFirst(count)
            } else if errno == EAGAIN {
                var ready = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                poll(&ready, 1, -1)
            } else if errno != EINTR {
                return errno == EPIPE ? nil : SystemError(code: errno)
            }
        }
        return nil
    }

    /// Why a file or stdin could not be read, in the system's words.
    package struct SystemError: Error, CustomStringConvertible {
        package let code: Int32

        package init(code: Int32) { self.code = code }

        package var description: String { String(cString: strerror(code)) }
    }

    /// Whether a path is a regular file that is there; a pipe would wait for whoever writes to it.
    static func isFile(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
    }

    /// A file is longer than anything that is meant to be in it.
    package struct TooLong: Error, CustomStringConvertible {
        package let limit: Int

        package var description: String { "it is longer than \(limit) bytes" }
    }

    /// Reads a whole file.
    /// - Parameter limit: the most bytes that it may have.
    /// - Throws: an error that describes itself, such as `No such file or directory`.
    package static func readAll(of path: String, atMost limit: Int = .max) throws -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw SystemError(code: errno) }
        defer { close(descriptor) }
        let bytes = try readAll(from: descriptor, enough: limit == .max ? limit : limit + 1)
        guard bytes.count <= limit else { throw TooLong(limit: limit) }
        return bytes
    }

    /// - Parameter enough: how many bytes are enough to see that there are too many.
    private static func readAll(from descriptor: Int32, enough: Int = .max) throws -> [UInt8] {
        var input: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while input.count < enough {
            let count = chunk.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
            if count > 0 {
                input += chunk[..<count]
            } else if count == 0 {
                return input
            } else if errno != EINTR {
                throw SystemError(code: errno)
            }
        }
        return input
    }
}

/// The first failure of writing to a stream.
final class OutputFailure: Sendable {
    private let error = Mutex<Context.SystemError?>(nil)

    var first: Context.SystemError? { error.withLock { $0 } }

    func note(_ new: Context.SystemError?) { error.withLock { $0 = $0 ?? new } }
}

extension Environment {
    /// The process's own variables. Their names are text, or nobody asks for them; of values only those are looked at again in which
    /// bytes that are not UTF-8 were replaced.
    fileprivate static var process: Environment {
        let texts = ProcessInfo.processInfo.environment
        let replaced = texts.filter { $0.value.unicodeScalars.contains("\u{FFFD}") }.map(\.key)
        return Environment(
            texts, undecodable: Set(replaced.filter { name in getenv(name).map { String(validatingCString: $0) == nil } ?? false }))
    }
}
