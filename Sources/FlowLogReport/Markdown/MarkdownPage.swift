/// A report as Markdown for GitHub and GitLab: facts to decide by, open, and details folded below them. It says less and less until it fits
/// (Contract: CI and cron, Merge requests).
struct MarkdownPage {
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

    /// Loggers that belong together.
    struct Section {
        let title: Words
        /// In the order in which they are shown; what does not fit is left out from the end.
        let items: [ReviewItem]
    }

    /// A stack, or whatever else has a heading of its own.
    struct Group {
        let title: Shown
        let sections: [Section]

        /// - Parameter sections: those without items are left out.
        init(_ title: Shown, _ sections: [Section]) {
            self.title = title
            self.sections = sections.filter { !$0.items.isEmpty }
        }

        var items: [ReviewItem] { sections.flatMap(\.items) }
    }

    /// By what a script tells the page from those of other runs.
    var label: String?
    var title: MarkdownText
    var summary: Words
    /// One line below the summary.
    var remark: MarkdownText?
    /// Tables and the like.
    var overview: [MarkdownText] = []
    var alerts: [Alert]
    /// If the title names the only one already, its own is not shown.
    var groups: [Group]
    var namesOnlyGroup = true

    /// The first line of a page, by which a script tells it from those of other runs.
    static func mark(_ label: String) -> MarkdownText { "\(comment: "<!-- flowlogctl: \(label) -->")" }

    private enum Detail: CaseIterable {
        case full, changedFields, table, counts

        /// What was left out, so that nobody takes a short page for a whole one.
        var remark: MarkdownText? {
            switch self {
            case .full: nil
            case .changedFields: "_Shortened to fit: only fields that change are shown._"
            case .table: "_Shortened to fit: ids and details are not shown._"
            case .counts: "_Shortened to fit: most loggers are only named or counted._"
            }
        }
    }

    /// The page in the greatest detail that fits the limit.
    /// - Parameter limit: bytes of UTF-8, so that no count of characters is above it; at least 24,000, so that alerts leave room for what
    ///   is never cut.
    func text(limit: Int) -> MarkdownText {
        for detail in Detail.allCases where detail != .counts {
            let text = joined(head(detail) + groups.flatMap { body($0, detail) })
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
        let remarks = [numbers, remark, detail.remark].compactMap(\.self).map { [$0] }
        return [["## \(title)"], ["**\(summary)**"]] + remarks + shown + [isShort ? [] : overview]
    }

    /// How many loggers stand under each title, where there are several to look for.
    private var numbers: MarkdownText? {
        let sections = groups.flatMap(\.sections)
        guard sections.count > 1 else { return nil }
        let counts = Dictionary(grouping: sections, by: \.title).mapValues { $0.reduce(0) { $0 + $1.items.count } }
        let titles = sections.map(\.title).reduce(into: [Words]()) { if !$0.contains($1) { $0.append($1) } }
        return MarkdownText(Words.list(titles.map { "\($0): \(counts[$0] ?? 0)" }))
    }

    private func body(_ group: Group, _ detail: Detail) -> [[MarkdownText]] {
        let isNamed = groups.count > 1 || !namesOnlyGroup
        let sections = group.sections.flatMap { section -> [[MarkdownText]] in
            let level: Words = isNamed ? "####" : "###"
            return [
                ["\(level) \(section.title) (\(section.items.count))"], ["\(block: ReviewItem.rows(section.items), .diff)"],
            ]
        }
        let lines = group.items.map { detail == .full ? $0.lines : $0.brief }.filter { !$0.isEmpty }
        let details: [[MarkdownText]] =
            detail == .table || lines.isEmpty
            ? []
            : [
                ["<details><summary>Details with ids (\(lines.count))</summary>"],
                ["\(block: Array(lines.joined(separator: [""])), .text)"], ["</details>"],
            ]
        return (isNamed ? [["### \(group.title)"]] : []) + sections + details
    }

    /// First what is never cut, then the rest; a line for each, or the name alone, and how many more there are if not all of it fits.
    private func counted(limit: Int) -> MarkdownText {
        let head = head(.counts)
        let all = groups.flatMap { group in
            group.sections.flatMap { section in
                section.items.map { item in (item, ("\(section.title) in \(group.title):" as Shown).cut(toBytes: 200)) }
            }
        }
        let kept = all.filter(\.0.isNeverCut) + all.filter { !$0.0.isNeverCut }
        let headings = kept.indices.map { index -> [Shown] in index > 0 && kept[index - 1].1 == kept[index].1 ? [] : [kept[index].1] }
        let least = zip(headings, kept).map { ($0 + [$1.0.briefest]).reduce(0) { $0 + $1.string.utf8.count + 1 } }
        // The fences, which are longer than any that a name has, the blank lines, and the last line.
        var room = limit - joined(head).string.utf8.count - 600
        // What the names alone need of those that are never cut: only what is left may go to whole lines.
        var reserved = zip(kept, least).reduce(0) { $0 + ($1.0.0.isNeverCut ? $1.1 : 0) }
        var lines: [Shown] = []
        var named = 0
        for (index, (item, _)) in kept.enumerated() {
            if item.isNeverCut { reserved -= least[index] }
            let whole = headings[index] + [item.row]
            let size = whole.reduce(0) { $0 + $1.string.utf8.count + 1 }
            let isWhole = item.isNeverCut && room - size >= reserved
            room -= isWhole ? size : least[index]
            guard room >= 0 else { break }
            lines += isWhole ? whole : headings[index] + [item.briefest]
            named += 1
        }
        let rest = kept.count - named
        return joined(
            head + [lines.isEmpty ? [] : ["\(block: lines, .diff)"], rest > 0 ? ["**and \(rest) more that do not fit here.**"] : []])
    }

    /// Blocks with a blank line between them, and a line end at the end; the label is the first line.
    private func joined(_ blocks: [[MarkdownText]]) -> MarkdownText {
        let first: MarkdownText = label.map { "\(Self.mark($0))\n" } ?? ""
        return "\(first)\(blocks.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") }.joined(separator: "\n\n"))\n"
    }
}
