/// A report as one HTML page that loads nothing and runs nothing (Contract: Reports to look at). It says less until it fits: the least
/// important rows go first.
struct HTMLPage {
    /// What is said of one thing each: a table, open or folded.
    struct Section {
        /// What is kept longest; the first is never folded.
        enum Weight: Int {
            case endsRecording, blocked, open, changes, unchanged
        }

        let title: Words
        let weight: Weight
        var isFolded = false
        /// Above the table.
        var intro: [MarkupText] = []
        let columns: [Words]
        /// The cells of each; the first is what the row is about.
        let rows: [[MarkupText]]

        /// Of tables with these columns, in the style.
        fileprivate static func name(_ columns: [Words]) -> Words { columns.joined(separator: " ") }
    }

    /// A stack, or whatever else has a heading of its own.
    struct Group {
        let title: Shown
        /// Verdict and counts.
        var intro: [MarkupText] = []
        /// Those without rows are left out.
        let sections: [Section]
    }

    let heading: Words
    /// What of; in the title of the browser's window.
    let subject: Shown
    /// Verdict and counts.
    let summary: [MarkupText]
    let groups: [Group]
    /// What explains the rest.
    var end: [MarkupText] = []

    /// What a page may have, so that browsers and artifact viewers still show it (Contract: Reports to look at).
    static let limit = 5_000_000

    /// The page, with a line end at its end.
    /// - Parameter limit: bytes of UTF-8; at least 50,000, so that counts leave room for what is kept longest.
    func text(limit: Int = Self.limit) -> MarkupText {
        let parts = groups.map(Part.init)
        var room = limit - document([Self.leftOut(.max, .max)], []).string.utf8.count
        var kept = parts.map { $0.sections.map { _ in 0 } }
        var isShown = parts.map { _ in false }
        // The frames first, since counts never go, those of the worst groups before others.
        for index in parts.indices.sorted(by: { (parts[$0].weight, $0) < (parts[$1].weight, $1) }) {
            guard room >= parts[index].frame else { break }
            room -= parts[index].frame
            isShown[index] = true
        }
        let places = parts.indices.filter { isShown[$0] }.flatMap { group in
            parts[group].sections.indices.map { (group: group, section: $0, weight: parts[group].sections[$0].section.weight.rawValue) }
        }
        fill: for place in places.sorted(by: { ($0.weight, $0.group, $0.section) < ($1.weight, $1.group, $1.section) }) {
            let section = parts[place.group].sections[place.section]
            room -= section.frame
            for row in section.rows {
                room -= row.string.utf8.count
                guard room >= 0 else { break fill }
                kept[place.group][place.section] += 1
            }
        }
        let rows = parts.flatMap(\.sections).reduce(0) { $0 + $1.rows.count }
        let left = rows - kept.joined().reduce(0, +)
        let hidden = isShown.count { !$0 }
        return document(
            left + hidden == 0 ? [] : [Self.leftOut(left, hidden)],
            parts.indices.filter { isShown[$0] }.map { parts[$0].text(kept[$0]) })
    }

    private static func leftOut(_ rows: Int, _ groups: Int) -> MarkupText {
        let what = Words.list([rows == 0 ? "" : .counted(rows, "row"), groups == 0 ? "" : .counted(groups, "heading")], separator: " and ")
        return .element("p", [:], "Shortened to fit: without \(what), beginning with what does not change.")
    }

    /// On a narrow screen there are no columns: each cell says what it is. Said once for all tables that have the same columns.
    private var labels: MarkupText {
        let tables = Set(groups.flatMap(\.sections).map(\.columns)).sorted { $0.map(\.string).lexicographicallyPrecedes($1.map(\.string)) }
        let rules = tables.flatMap { columns in
            columns.enumerated().dropFirst().map { index, column -> MarkupText in
                "  [class=\"\(Section.name(columns))\"] td:nth-child(\(index + 1)):not(:empty)::before { content: \"\(column): \"; }\n"
            }
        }
        return "@media screen and (max-width: 60rem) {\n\(rules.joined())}\n"
    }

    private func document(_ remark: [MarkupText], _ groups: [MarkupText]) -> MarkupText {
        let head: [MarkupText] = [
            .void("meta", ["charset": "utf-8"]), .void("meta", ["name": "viewport", "content": "width=device-width"]),
            .element("title", [:], "\(heading): \(subject)"), .element("style", [:], Self.style, labels),
        ]
        let body = [MarkupText.element("h1", [:], "\(heading)")] + summary + remark + groups + end
        return """
            <!doctype html>
            \(.element("html", ["lang": "en"], .element("head", [:], lines(head)), "\n", .element("body", [:], .element("main", [:], lines(body)))))

            """
    }
}

/// A group with its rows as they are written.
private struct Part {
    struct Section {
        let section: HTMLPage.Section
        let rows: [MarkupText]
        /// Bytes of the table without any row.
        let frame: Int
    }

    let group: HTMLPage.Group
    let sections: [Section]
    /// Bytes without any row.
    let frame: Int
    /// Of its most important section.
    let weight: Int

    init(_ group: HTMLPage.Group) {
        self.group = group
        sections = group.sections.filter { !$0.rows.isEmpty }.map { section in
            Section(section: section, rows: section.rows.map(Self.row), frame: Self.table(section, []).string.utf8.count + 1)
        }
        frame = Self.text(group, sections.map { ($0, 0) }).string.utf8.count
        weight = sections.map(\.section.weight.rawValue).min() ?? .max
    }

    /// - Parameter kept: how many rows of each section are shown.
    func text(_ kept: [Int]) -> MarkupText { Self.text(group, Array(zip(sections, kept))) }

    private static func text(_ group: HTMLPage.Group, _ sections: [(Section, Int)]) -> MarkupText {
        .element("section", [:], "\n", lines([.element("h2", [:], "\(group.title)")] + group.intro + sections.map(text)))
    }

    private static func text(_ section: Section, kept: Int) -> MarkupText {
        let heading: MarkupText = .element("h3", [:], "\(section.section.title) (\(section.rows.count))")
        let rest = section.rows.count - kept
        let body =
            section.section.intro + (kept == 0 ? [] : [table(section.section, section.rows.prefix(kept))])
            + (rest == 0 ? [] : [.element("p", [:], "and \(rest) more")])
        return section.section.isFolded
            ? .element("details", [:], "\n", lines([.element("summary", [:], heading)] + body)) : lines([heading] + body)
    }

    private static func table(_ section: HTMLPage.Section, _ rows: some Sequence<MarkupText>) -> MarkupText {
        .element(
            "table", ["class": "\(HTMLPage.Section.name(section.columns))"], "\n", .element("caption", [:], "\(section.title)"), "\n",
            .element("thead", [:], .element("tr", [:], section.columns.map { .element("th", ["scope": "col"], "\($0)") }.joined())),
            "\n", .element("tbody", [:], "\n", rows.joined()))
    }

    private static func row(_ cells: [MarkupText]) -> MarkupText {
        let cells = cells.enumerated().map { index, cell -> MarkupText in
            index == 0 ? .element("th", ["scope": "row"], cell) : .element("td", [:], cell)
        }
        return "\(MarkupText.element("tr", [:], cells.joined()))\n"
    }
}

/// Each on a line of its own.
private func lines(_ parts: [MarkupText]) -> MarkupText { parts.map { "\($0)\n" as MarkupText }.joined() }
