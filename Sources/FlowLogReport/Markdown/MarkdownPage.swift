/// A report as GitHub and GitLab flavoured Markdown that fits where it goes, by saying less and less (Contract: CI and cron, Merge
/// requests).
struct MarkdownPage {
    /// Something that was found about one logger.
    struct Item {
        /// What it is, in a word or two of ours.
        let what: String
        /// Which logger: it is unique in the report.
        let place: String
        /// Where the logger is, and what it is called there; shorter than the place where many are listed.
        let stack: String
        let name: String
        let id: String?
        /// All there is to say.
        let lines: [String]
        /// What of it stays when there is too much.
        let brief: [String]
        /// Whether it is named even where others are only counted.
        let isNeverCut: Bool
    }

    var title: String
    var summary: String
    /// One line below the summary, as Markdown.
    var remark: String?
    /// Tables and the like, as Markdown.
    var overview: [String] = []
    /// What stops an apply or makes the report incomplete, by an alert's kind.
    var alerts: [(kind: String, texts: [String])] = []
    /// In the order that they are shown and, from the end, left out.
    var items: [Item]

    private enum Detail: CaseIterable {
        case full, changedFields, table, counts
    }

    /// The page in the greatest detail that fits.
    /// - Parameter limit: bytes of UTF-8, so that no count of characters is above it; at least 24,000, so that alerts leave room for what
    ///   is never cut.
    func text(limit: Int) -> String {
        for detail in Detail.allCases where detail != .counts {
            let text = page(detail)
            if text.utf8.count <= limit { return text }
        }
        return counted(limit: limit)
    }

    private func page(_ detail: Detail) -> String {
        Self.joined(head(shortened: Self.note(detail)) + body(detail))
    }

    /// What was left out, so that nobody takes a short page for a whole one.
    private static func note(_ detail: Detail) -> String? {
        switch detail {
        case .full: nil
        case .changedFields: "Shortened to fit: only fields that change are shown."
        case .table: "Shortened to fit: fields are not shown."
        case .counts: "Shortened to fit: most is only counted."
        }
    }

    private func head(shortened note: String?, most: Int = .max, longest: Int = .max) -> [[String]] {
        let shown = alerts.filter { !$0.texts.isEmpty }.map { alert in
            let more = alert.texts.count > most ? ["> - and \(alert.texts.count - most) more"] : []
            return ["> [!\(alert.kind)]"] + alert.texts.prefix(most).map { "> - \(MarkdownEscape.code($0.cut(toBytes: longest)))" } + more
        }
        return [["## \(title)"], ["**\(summary)**"]] + (remark.map { [[$0]] } ?? []) + (note.map { [["_\($0)_"]] } ?? []) + shown
            + (overview.isEmpty || most < .max ? [] : [overview])
    }

    private func body(_ detail: Detail) -> [[String]] {
        guard detail == .full || detail == .changedFields else { return items.isEmpty ? [] : [table] }
        return items.flatMap { details($0, detail == .full ? $0.lines : $0.brief) }
    }

    private func details(_ item: Item, _ lines: [String]) -> [[String]] {
        guard !lines.isEmpty else {
            return [["- \(item.what) \(MarkdownEscape.code(item.place))\(item.id.map { " \(MarkdownEscape.code($0))" } ?? "")"]]
        }
        let id = item.id.map { " \(MarkdownEscape.htmlCode($0))" } ?? ""
        let summary = "<details><summary>\(item.what) \(MarkdownEscape.htmlCode(item.place))\(id)</summary>"
        return [[summary], MarkdownEscape.block(lines), ["</details>"]]
    }

    private var table: [String] {
        ["| | logger | id |", "| --- | --- | --- |"]
            + items.map { "| \($0.what) | \(MarkdownEscape.code($0.place)) | \($0.id.map(MarkdownEscape.code) ?? "") |" }
    }

    /// What is never cut first, then the rest, as short as can be; and how many more there are where not all of it fits.
    private func counted(limit: Int) -> String {
        let head = head(shortened: Self.note(.counts), most: 5, longest: 200)
        // The fences, which are longer than any that a name has, the blank lines, and the last line.
        var room = limit - Self.joined(head).utf8.count - 600
        let kept = items.filter(\.isNeverCut) + items.filter { !$0.isNeverCut }
        var lines: [String] = []
        var named = 0
        var title = ""
        for item in kept {
            let group = "\(item.what) in \(item.stack):".cut(toBytes: 200)
            let more = (group == title ? [] : [group]) + ["  \(item.name.cut(toBytes: 200))"]
            room -= more.reduce(0) { $0 + TerminalEscape.escaped($1).utf8.count + 1 }
            guard room >= 0 else { break }
            title = group
            lines += more
            named += 1
        }
        let rest = kept.count - named
        return Self.joined(
            head + [lines.isEmpty ? [] : MarkdownEscape.block(lines), rest > 0 ? ["**and \(rest) more that do not fit here.**"] : []])
    }

    /// Blocks with a blank line between them, and a line end at the end.
    private static func joined(_ blocks: [[String]]) -> String {
        blocks.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") }.joined(separator: "\n\n") + "\n"
    }
}
