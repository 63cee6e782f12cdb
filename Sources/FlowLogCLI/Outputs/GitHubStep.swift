import FlowLogReport

/// What a step of GitHub Actions leaves behind for the page of the run and for later steps (Contract: CI and cron, GitHub Actions).
struct GitHubStep {
    /// The most bytes that the summary of one step may have, whoever wrote them: GitHub takes 1 MiB, and shows nothing of a longer one.
    private static let summaryLimit = 1024 * 1024 - 1
    /// A page is never made for less room than this.
    private static let shortest = 24_000
    private let files: Files
    private let summary: String?
    private let output: String?

    /// Nil outside of GitHub Actions.
    init?(in context: Context) {
        guard context.variable("GITHUB_ACTIONS") == "true" else { return nil }
        files = context.files
        summary = context.variable("GITHUB_STEP_SUMMARY")
        output = context.variable("GITHUB_OUTPUT")
    }

    /// Appends to the two files; one that cannot be written is a warning.
    /// - Parameters:
    ///   - summary: makes Markdown of at most that many bytes, which are at least 24,000.
    ///   - output: lines `name=value`; nil for none.
    func add(summary: (_ limit: Int) -> String, output: String? = nil, _ console: Console) {
        if let path = self.summary {
            append(to: path, console) { file in
                // A blank line, since HTML that is already there goes on up to the next one.
                let start = file.size == 0 ? "" : file.endsLine ? "\n" : "\n\n"
                let room = Self.summaryLimit - file.size - start.utf8.count
                let page = summary(max(room, Self.shortest))
                if page.utf8.count <= room { return start + page }
                console.remark(.warning, "the summary of this step is full (GitHub takes 1 MiB): nothing was added to it")
                return nil
            }
        }
        if let path = self.output, let output {
            append(to: path, console) { ($0.endsLine ? "" : "\n") + output }
        }
    }

    private func append(to path: String, _ console: Console, _ text: (FileEnd) -> String?) {
        do throws(SystemError) { try files.append(path, text) } catch {
            console.remark(.warning, "cannot write \(path): \(error.description)")
        }
    }
}
