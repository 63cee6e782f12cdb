import FlowLogReport
import Glibc

/// What a step of GitHub Actions leaves behind for the page of the run and for later steps (Contract: CI and cron, GitHub Actions).
struct GitHubStep {
    /// The most bytes of the summary of one step, whoever wrote them: GitHub takes 1 MiB, and of more it shows nothing.
    static let summaryLimit = 1 << 20 - 1
    /// No page is made to be shorter.
    private static let shortest = 24_000
    private let summary: String?
    private let output: String?

    /// Nil outside of GitHub Actions.
    init?(in context: Context) {
        guard context.variable("GITHUB_ACTIONS") == "true" else { return nil }
        summary = context.variable("GITHUB_STEP_SUMMARY")
        output = context.variable("GITHUB_OUTPUT")
    }

    /// Appends to the two files; one that cannot be written is a warning.
    /// - Parameters:
    ///   - summary: makes Markdown of at most so many bytes, at least 24,000.
    ///   - output: lines `name=value`.
    func add(summary: (_ limit: Int) -> String, output: String, _ console: Console) {
        if let path = self.summary {
            Self.append(to: path, console) { file in
                // A blank line, since HTML of what is there would go on up to one.
                let start = file.size == 0 ? "" : file.endsLine ? "\n" : "\n\n"
                let room = Self.summaryLimit - file.size - start.utf8.count
                let page = summary(max(room, Self.shortest))
                if page.utf8.count <= room { return start + page }
                console.note("warning: the summary of this step is full (GitHub takes 1 MiB): nothing was added to it")
                return nil
            }
        }
        if let path = self.output {
            Self.append(to: path, console) { ($0.endsLine ? "" : "\n") + output }
        }
    }

    private struct Present {
        let size: Int
        /// Whether what is added begins a line.
        let endsLine: Bool
    }

    /// - Parameter text: what is added to what is there; nil for nothing.
    private static func append(to path: String, _ console: Console, _ text: (Present) -> String?) {
        var descriptor = open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0o644)
        if descriptor < 0, errno == EACCES { descriptor = open(path, O_WRONLY | O_APPEND | O_CLOEXEC) }
        var error = descriptor < 0 ? Context.SystemError(code: errno) : nil
        if descriptor >= 0 {
            defer { close(descriptor) }
            if let text = text(present(descriptor)) { error = Context.write(text, to: descriptor) }
        }
        if let error { console.note("warning: cannot write \(TerminalEscape.escaped(path)): \(error)") }
    }

    private static func present(_ descriptor: Int32) -> Present {
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_size > 0 else {
            return Present(size: 0, endsLine: true)
        }
        var last: UInt8 = 0
        let isRead = pread(descriptor, &last, 1, status.st_size - 1) == 1
        return Present(size: Int(status.st_size), endsLine: isRead && last == UInt8(ascii: "\n"))
    }
}
