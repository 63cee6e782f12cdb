import TestSupport
import Testing

@testable import FlowLogReport

@Suite("Pages that fit")
struct HTMLLimitTests {
    private typealias Weight = HTMLPage.Section.Weight

    /// A row of a random page.
    private struct Row {
        let name: String
        let weight: Weight
        let group: Int
    }

    @Test(
        "a page is never above its limit, loses the least important rows first, and says how many; counts stay, and nothing is said twice")
    func law() {
        var random = SeededRandom()
        print("pages that fit: \(random.note)")
        var shortened = 0
        for _ in 0..<200 {
            var rows: [Row] = []
            let page = Self.page(&rows, using: &random)
            let full = page.text(limit: .max).string
            let limit = Int.random(in: 8_000...max(8_001, full.utf8.count + 100), using: &random)
            let text = page.text(limit: limit).string
            #expect(text.utf8.count <= limit, "\(random.note)")
            #expect(text.contains("<p>counts of all</p>"), "\(random.note)")

            let words = Dictionary(grouping: text.split { !$0.isLetter && !$0.isNumber }) { String($0) }.mapValues(\.count)
            #expect(rows.allSatisfy { words[$0.name, default: 0] <= 1 }, "\(random.note)")
            let left = rows.filter { words[$0.name] == nil }
            let hidden = page.groups.indices.filter { words["group\($0)"] == nil }
            // Those that are shown have their counts, and of them no row is left out for one that weighs less.
            for group in page.groups.indices where !hidden.contains(group) { #expect(words["counts\(group)"] == 1, "\(random.note)") }
            let kept = rows.filter { words[$0.name] != nil }
            let firstLeft = left.filter { !hidden.contains($0.group) }.map(\.weight.rawValue).min() ?? .max
            #expect((kept.map(\.weight.rawValue).max() ?? 0) <= firstLeft, "\(random.note)")

            let said = text.firstMatch(of: /Shortened to fit: without (?:([0-9]+) rows?)?(?: and )?(?:([0-9]+) headings?)?, beginning/)
            #expect((said != nil) == !(left.isEmpty && hidden.isEmpty), "\(random.note)")
            #expect(said?.1.flatMap { Int($0) } ?? 0 == left.count && said?.2.flatMap { Int($0) } ?? 0 == hidden.count, "\(random.note)")
            let more = text.matches(of: /and ([0-9]+) more/).compactMap { Int($0.1) }.reduce(0, +)
            #expect(more == left.count { !hidden.contains($0.group) }, "\(random.note)")
            if said == nil { #expect(text == full, "\(random.note)") } else { shortened += 1 }
        }
        #expect(shortened > 50, "the law was hardly tried; \(random.note)")
    }

    @Test("a row that fits in no page is left out, and said to be")
    func longRow() {
        let text: MarkupText = "\(String(repeating: "<", count: 10_000))"
        let section = HTMLPage.Section(title: "Blocked", weight: .blocked, columns: ["logger"], rows: [[text]])
        let page = HTMLPage(heading: "plan", subject: "", summary: [], groups: [HTMLPage.Group(title: "prod", sections: [section])])
        let short = page.text(limit: 20_000).string
        #expect(short.contains("Blocked (1)") && short.contains("without 1 row,") && !short.contains("&lt;"))
        #expect(page.text(limit: 60_000).string.contains("&lt;&lt;"))
    }

    private static func page(_ rows: inout [Row], using random: inout SeededRandom) -> HTMLPage {
        let groups = (0..<Int.random(in: 0...40, using: &random)).map { group in
            let weights = (0..<Int.random(in: 0...4, using: &random)).compactMap { _ in
                Weight(rawValue: .random(in: Weight.endsRecording.rawValue...Weight.unchanged.rawValue, using: &random))
            }
            let sections = weights.map { weight in
                let cells = (0..<Int.random(in: 0...30, using: &random)).map { _ -> [MarkupText] in
                    rows.append(Row(name: "row\(rows.count)", weight: weight, group: group))
                    return ["row\(rows.count - 1)", "\(String(repeating: "&", count: .random(in: 0...100, using: &random)))"]
                }
                return HTMLPage.Section(
                    title: "rows", weight: weight, isFolded: .random(using: &random), columns: ["row", "text"], rows: cells)
            }
            return HTMLPage.Group(title: "group\(group)", intro: ["counts\(group)"], sections: sections)
        }
        return HTMLPage(heading: "page", subject: "all", summary: [.element("p", [:], "counts of all")], groups: groups)
    }
}
