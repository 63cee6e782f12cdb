import FlowLogModel
import TestSupport
import Testing

@Suite("The owner mark")
struct OwnerMarkTests {
    @Test("is written after the text and read back", arguments: ["", "웹 서버", "two  words", "[brackets]", "e\u{301}"])
    func roundTrip(text: String) {
        for isProtected in [false, true] {
            let mark = OwnerMark(stack: "prod-network", key: "web_1.a", isProtected: isProtected)
            let read = MarkedDescription(mark.appended(to: text))
            #expect(read.text.hasSameBytes(as: text))
            #expect(read.ownership == .owned(mark))
        }
    }

    @Test("has the contract's form")
    func form() {
        #expect(OwnerMark(stack: "s", key: "k").appended(to: "") == "[flowlogctl:s/k]")
        #expect(OwnerMark(stack: "s", key: "k", isProtected: true).appended(to: "text") == "text [flowlogctl:s/k protected]")
    }

    @Test(
        "is read with any white space around it",
        arguments: [
            "text[flowlogctl:s/k]", "text \t\n[flowlogctl:s/k]", "text [flowlogctl:s/k] \r\n", "text\u{3000}[flowlogctl:s/k]\u{A0}",
        ])
    func whiteSpace(description: String) {
        let read = MarkedDescription(description)
        #expect(read.text == "text")
        #expect(read.ownership == .owned(OwnerMark(stack: "s", key: "k")))
    }

    @Test("with words that this version does not know still owns")
    func newer() {
        let read = MarkedDescription("text [flowlogctl:s/k frozen protected]")
        #expect(read.ownership == .newer(OwnerMark(stack: "s", key: "k", isProtected: true), words: "frozen"))
        #expect(read.text == "text")
    }

    @Test(
        "that does not parse counts as damaged, and its text stays whole",
        arguments: [
            "[flowlogctl:", "[flowlogctl:]", "[flowlogctl:s]", "[flowlogctl:s/]", "[flowlogctl:S/k]", "[flowlogctl:s/k",
            "[flowlogctl:s/k  protected]", "[flowlogctl:s/k/l]", "[flowlogctl:s/k ]", "[flowlogctl:s/k [x]]", "[flowlogctl:-s/k]",
        ])
    func damaged(description: String) {
        let read = MarkedDescription(description)
        #expect(read.ownership == .damaged)
        #expect(read.text == description)
    }

    @Test("is not there without its opening", arguments: ["", "text", "[flowlog:s/k]", "flowlogctl:s/k", "["])
    func unmarked(description: String) {
        #expect(MarkedDescription(description).ownership == .unmarked)
        #expect(MarkedDescription(description).text == description)
    }

    @Test(
        "owns wherever it stands, and what is behind it is text",
        arguments: [
            ("web [flowlogctl:s/k] by kim", "web by kim"), ("web[flowlogctl:s/k]by kim", "web by kim"),
            ("[flowlogctl:s/k] by kim", "by kim"), ("web [flowlogctl:s/k]\nby kim ", "web\nby kim"),
            ("web [flowlogctl:s/k] [flowlogctl", "web [flowlogctl"), ("웹[flowlogctl:s/k]\u{3000}[by] kim", "웹\u{3000}[by] kim"),
        ])
    func behind(description: String, text: String) {
        let read = MarkedDescription(description)
        #expect(read.ownership == .owned(OwnerMark(stack: "s", key: "k")))
        #expect(read.text.hasSameBytes(as: text))
        #expect(read.surroundings != nil)
        let again = MarkedDescription(OwnerMark(stack: "s", key: "k").appended(to: read.text, keeping: read.surroundings))
        #expect(again.text.hasSameBytes(as: text) && again.ownership == read.ownership && again.surroundings == nil)
    }

    @Test("goes to the end with the next write, but stays where it is if it fits only there")
    func place() {
        let mark = OwnerMark(stack: "s", key: "k")
        let room = OwnerMark.longestDescription - mark.appended(to: "").unicodeScalars.count
        let note = String(repeating: "웹", count: room)
        let full = MarkedDescription("\(mark.appended(to: ""))\(note)")
        #expect(full.text == note)
        #expect(mark.appended(to: full.text, keeping: full.surroundings) == "\(mark.appended(to: ""))\(note)")
        #expect(mark.appended(to: "short", keeping: full.surroundings) == "short \(mark.appended(to: ""))")
    }

    @Test("counts when it is the last of several of one owner, and none of them is text")
    func last() {
        let read = MarkedDescription("[flowlogctl:s/k protected] text [flowlogctl:s/k] more [flowlogctl:s/k]")
        #expect(read.ownership == .owned(OwnerMark(stack: "s", key: "k")))
        #expect(read.text == "text more" && read.surroundings == nil)
        let damaged = MarkedDescription("text [flowlogctl:t/z [flowlogctl:s/k]")
        #expect(damaged.text == "text [flowlogctl:t/z" && damaged.ownership == .owned(OwnerMark(stack: "s", key: "k")))
    }

    @Test("of different owners in one description leaves open whose it is")
    func ambiguous() {
        let (first, second) = (OwnerMark(stack: "s", key: "a"), OwnerMark(stack: "t", key: "b", isProtected: true))
        let read = MarkedDescription("[flowlogctl:s/a] x [flowlogctl:t/b protected] [flowlogctl:s/a]")
        #expect(read.ownership == .ambiguous([first, second]))
        #expect(read.text == "x")
    }

    @Test("never stays in the text, also where taking one out makes another, and the reader takes time in proportion to the text")
    func nothingLeft() {
        var random = SeededRandom()
        print("marks: \(random.note)")
        let parts = ["[flowlogctl:", "s/k", "t/z", " protected", " frozen", "]", "[", " ", "\n", "웹", "[flowlogctl:s/k]", "note"]
        for _ in 0..<5_000 {
            let text = (0..<Int.random(in: 0...12, using: &random)).map { _ in parts.randomElement(using: &random) ?? "" }.joined()
            let read = MarkedDescription(text)
            let rest = MarkedDescription(read.text).ownership
            #expect(rest == .unmarked || rest == .damaged, "\(text) \(random.note)")
            guard case .owned(let mark) = read.ownership else { continue }
            let written = MarkedDescription(mark.appended(to: read.text, keeping: read.surroundings))
            #expect(written.ownership == read.ownership && written.text.hasSameBytes(as: read.text), "\(text) \(random.note)")
        }
        let nested = String(repeating: "[flowlogctl:s/k", count: 50_000) + String(repeating: " protected]", count: 50_000)
        #expect(MarkedDescription(nested).text == "")
        let many = MarkedDescription(String(repeating: "[flowlogctl:s/k] ", count: 50_000))
        #expect(many.text == "" && many.ownership == .owned(OwnerMark(stack: "s", key: "k")))
    }
}
