import FlowLogModel
import FlowLogPlan
import FlowLogReport
import TestSupport
import Testing

@Suite("Lines folded at the width of a terminal")
struct FoldTests {
    private func plan(_ key: String, _ fields: [LoggerField: FieldValue?], to after: [LoggerField: FieldValue?]) throws -> Plan {
        try makePlan([input(stack([desired(key, after)]), [live(1, like: desired(key), fields)])])
    }

    private func lines(_ plan: Plan, width: Int?, isColored: Bool = false) -> [String] {
        let text = PlanText(plan, style: Style(isColored: isColored, width: width)).text.string
        return text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }

    @Test("a line breaks at a space, the rest is indented further, and without a width nothing breaks")
    func spaces() throws {
        let plan = try plan("web", [.description: .string("what was here before")], to: [.description: .string("what is here from now on")])
        let folded = lines(plan, width: 50)
        #expect(folded.contains("      description: \"what was here before\" -> \"what"))
        #expect(folded.contains("          is here from now on\""))
        #expect(lines(plan, width: nil).contains("      description: \"what was here before\" -> \"what is here from now on\""))
    }

    @Test("what has no space breaks anywhere, never in a wide character, and nothing is lost", arguments: [24, 25, 40, 79])
    func longWords(width: Int) throws {
        let text = String(repeating: "판교e\u{301}😀x", count: 30)
        let folded = lines(try plan("web", [.description: .string("")], to: [.description: .string(text)]), width: width)
        let block = folded.dropFirst(2).prefix { !$0.isEmpty }
        #expect(block.count > 4 && block.allSatisfy { DisplayWidth.of($0) <= width })
        #expect(block.joined().filter { $0 != " " }.contains(text))
    }

    @Test("colours neither count nor break, and go on over the fold")
    func colors() throws {
        let plan = try plan("web", [.filter: .string("ALL")], to: [.filter: .string("DROP"), .aggregationInterval: .integer(5)])
        let colored = lines(plan, width: 60, isColored: true)
        #expect(colored.map { $0.replacing(/\u{1b}\[[0-9]+m/, with: "") } == lines(plan, width: 60))
        #expect(colored.contains { $0.hasPrefix("  \u{1b}[33m+/- web  replace (create_first)") && !$0.contains("[0m") })
        #expect(colored.contains { $0.hasSuffix("3e9\u{1b}[0m") })
    }

    @Test("no folded line begins with a command of others")
    func commands() throws {
        let text = "x " + String(repeating: "::error::x ", count: 40) + String(repeating: ":", count: 200)
        for width in 24...60 {
            let folded = lines(try plan("web", [.description: .string("")], to: [.description: .string(text)]), width: width)
            #expect(!folded.contains { $0.drop { $0 == " " }.hasPrefix("::") })
        }
    }
}
