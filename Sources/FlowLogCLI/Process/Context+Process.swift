import Dispatch
import FlowLogManifest
import FlowLogModel
import FoundationEssentials
import Glibc

extension Context {
    /// The process's own.
    /// - Parameter descriptors: how many files and sockets calls may have open at once.
    static func process(_ signals: Signals, descriptors: Int) -> Context {
        let failure = OutputFailure()
        var context = Context(
            environment: .process,
            writeOutput: { failure.record(FileDescriptor.output.write($0)) },
            writeError: { FileDescriptor.error.write($0) },
            readInput: { most in
                try await onThreadOfItsOwn {
                    Result { () throws(SystemError) in try FileDescriptor(STDIN_FILENO).read(most: most) }
                }.get()
            },
            readAnswer: { await onThreadOfItsOwn { readLine() } },
            isInteractive: isatty(STDIN_FILENO) == 1 && isatty(STDERR_FILENO) == 1, outputIsTerminal: isatty(STDOUT_FILENO) == 1,
            errorIsTerminal: isatty(STDERR_FILENO) == 1, terminalSize: { size() },
            watchSignals: { await signals.watch($0) },
            exitNow: { exit($0.rawValue) }, outputError: { failure.first })
        context.descriptors = descriptors
        context.beforeInterrupt = { signals.beforeEnd($0) }
        context.expectSignals = { signals.expectWatch() }
        return context
    }

    /// Waits for the user on a thread of its own: the few that tasks share must stay free for signals.
    private static func onThreadOfItsOwn<Value: Sendable>(_ wait: @escaping @Sendable () -> Value) async -> Value {
        await withCheckedContinuation { continuation in
            DispatchQueue.global().async { continuation.resume(returning: wait()) }
        }
    }

    private static func size() -> (columns: Int, rows: Int) {
        var size = winsize()
        let isKnown = [STDERR_FILENO, STDOUT_FILENO].contains { ioctl($0, UInt(TIOCGWINSZ), &size) == 0 }
        guard isKnown else { return (80, 24) }
        return (size.ws_col > 0 ? Int(size.ws_col) : 80, size.ws_row > 0 ? Int(size.ws_row) : 24)
    }
}

extension Environment {
    /// The process's own variables. A name that is not UTF-8 is never asked for; a value in which a replacement character stands is looked
    /// at again, since it may have replaced bytes that are not UTF-8.
    fileprivate static var process: Environment {
        let texts = ProcessInfo.processInfo.environment
        let replaced = texts.filter { $0.value.unicodeScalars.contains("\u{FFFD}") }.map(\.key)
        return Environment(
            texts, undecodable: Set(replaced.filter { name in getenv(name).map { String(validatingCString: $0) == nil } ?? false }))
    }
}
