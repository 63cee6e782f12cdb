import FlowLogReport
import Glibc

/// What a step of GitHub Actions leaves behind for the page of the run and for later steps (CONTRACT section 7).
struct GitHubStep {
    /// The most bytes of a summary: GitHub takes 1 MiB.
    static let summaryLimit = 1 << 20 - 1
    private let summary: String?
    private let output: String?

    /// Nil outside of GitHub Actions.
    init?(in context: Context) {
        guard context.environment["GITHUB_ACTIONS"] == "true" else { return nil }
        summary = context.variable("GITHUB_STEP_SUMMARY")
        output = context.variable("GITHUB_OUTPUT")
    }

    /// Appends to the two files; one that cannot be written is a warning.
    /// - Parameters:
    ///   - summary: Markdown under 1 MiB.
    ///   - output: lines `name=value`.
    func add(summary: String, output: String, _ console: Console) {
        for (path, text) in [(self.summary, summary), (self.output, output)] {
            guard let path else { continue }
            if let error = Self.append(text, to: path) {
                console.note("warning: cannot write \(TerminalEscape.escaped(path)): \(error)")
            }
        }
    }

    private static func append(_ text: String, to path: String) -> Context.SystemError? {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { return Context.SystemError(code: errno) }
        defer { close(descriptor) }
        return Context.write(text, to: descriptor)
    }
}
