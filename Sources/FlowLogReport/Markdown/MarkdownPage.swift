/// A report as Markdown for GitHub and GitLab, which says less and less until it fits (Contract: CI and cron, Merge requests).
struct MarkdownPage {
    /// Something that was found about one logger.
    struct Item {
        /// What it is, in a word or two.
        let what: Words
        /// Which logger: it is unique in the report.
        let title: Shown
        /// Where the logger is, and what it is called there; shorter than the title where many are listed.
        let stack: Shown
        let name: Shown
        let id: Shown?
        /// All there is to say.
        let lines: [Shown]
        /// What of it stays when there is too much.
        let brief: [Shown]
        /// Whether it is named even where others are only counted.
        let isNeverCut: Bool
    }

    /// What stops an apply or makes the report incomplete.
    struct Alert {
        /// The kinds that GitHub knows, as it writes them.
        enum Kind: String, CaseIterable {
            case caution = "CAUTION"
            case warning = "WARNING"
        }

        let kind: Kind
        let texts: [Shown]
    }

    var title: Words
    var summary: Words
    /// One line below the summary.
    var remark: MarkdownText?
    /// Tables and the like.
    var overview: [MarkdownText] = []
    var alerts: [Alert]
    /// In the order in which they are shown; what does not fit is left out from the end.
    var items: [Item]

    private enum Detail: CaseIterable {
        case full, changedFields, table, counts

        /// What was left out, so that nobody takes a short page for a whole one.
        var remark: MarkdownText? {
            switch self {
            case .full: nil
            case .changedFields: "_Shortened to fit: only fields that change are shown._"
            case .table: "_Shortened to fit: fields are not shown._"
            case .counts: "_Shortened to fit: most loggers are only counted._"
            }
        }
    }

    /// The page in the greatest detail that fits the limit.
    /// - Parameter limit: bytes of UTF-8, so that no count of characters is above it; at least 24,000, so that alerts leave room for what
    ///   is never cut.
    func text(limit: Int) -> MarkdownText {
        for detail in Detail.allCases where detail != .counts {
            let text = Self.joined(head(detail) + body(detail))
            if text.string.utf8.count <= limit { return text }
        }
        return counted(limit: limit)
    }

    private func head(_ detail: Detail) -> [[MarkdownText]] {
        let isShort = detail == .counts
        let shown = alerts.filter { !$0.texts.isEmpty }.map { alert -> [MarkdownText] in
            let texts = isShort ? alert.texts.prefix(5).map { $0.cut(toBytes: 200) } : alert.texts
            let rest = alert.texts.count - texts.count
            return ["> [!\(alert.kind)]"] + texts.map { "> - \($0)" } + (rest > 0 ? ["> - and \(rest) more"] : [])
        }
        let remarks = [remark, detail.remark].compactMap(\.self).map { [$0] }
        return [["## \(title)"], ["**\(summary)**"]] + remarks + shown + [isShort ? [] : overview]
    }

    private func body(_ detail: Detail) -> [[MarkdownText]] {
        guard detail == .full || detail == .changedFields else { return items.isEmpty ? [] : [table] }
        return items.flatMap { details($0, detail == .full ? $0.lines : $0.brief) }
    }

    private func details(_ item: Item, _ lines: [Shown]) -> [[MarkdownText]] {
        guard !lines.isEmpty else { return [[item.id.map { "- \(item.what) \(item.title) \($0)" } ?? "- \(item.what) \(item.title)"]] }
        let id: MarkupText = item.id.map { " <code>\($0)</code>" } ?? ""
        let summary: MarkupText = "<details><summary>\(item.what) <code>\(item.title)</code>\(id)</summary>"
        return [["\(html: summary)"], ["\(block: lines)"], ["</details>"]]
    }

    private var table: [MarkdownText] {
        ["| | logger | id |", "| --- | --- | --- |"]
            + items.map { item in item.id.map { "| \(item.what) | \(item.title) | \($0) |" } ?? "| \(item.what) | \(item.title) |  |" }
    }

    /// First what is never cut, then the rest, as briefly as possible; and how many more there are if not all of it fits.
    private func counted(limit: Int) -> MarkdownText {
        let head = head(.counts)
        // The fences, which are longer than any that a name has, the blank lines, and the last line.
        var room = limit - Self.joined(head).string.utf8.count - 600
        let kept = items.filter(\.isNeverCut) + items.filter { !$0.isNeverCut }
        var lines: [Shown] = []
        var named = 0
        var group: Shown = ""
        for item in kept {
            let itsGroup = ("\(item.what) in \(item.stack):" as Shown).cut(toBytes: 200)
            let more = (itsGroup == group ? [] : [itsGroup]) + ["  \(item.name.cut(toBytes: 200))"]
            room -= more.reduce(0) { $0 + $1.string.utf8.count + 1 }
            guard room >= 0 else { break }
            group = itsGroup
            lines += more
            named += 1
        }
        let rest = kept.count - named
        return Self.joined(
            head + [lines.isEmpty ? [] : ["\(block: lines)"], rest > 0 ? ["**and \(rest) more that do not fit here.**"] : []])
    }

    /// Blocks with a blank line between them, and a line end at the end.
    private static func joined(_ blocks: [[MarkdownText]]) -> MarkdownText {
        "\(blocks.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") }.joined(separator: "\n\n"))\n"
    }
}
