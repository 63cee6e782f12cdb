import FlowLogModel
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
            "[flowlogctl:s/k] more",
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

    @Test("counts when it is the last of several, and the others are no text")
    func last() {
        let read = MarkedDescription("[flowlogctl:s/a] [flowlogctl:s/b]")
        #expect(read.ownership == .owned(OwnerMark(stack: "s", key: "b")))
        #expect(read.text == "")
        #expect(MarkedDescription("text [flowlogctl:t/z] [flowlogctl:s/k]").text == "text")
        let damaged = MarkedDescription("text [flowlogctl:t/z [flowlogctl:s/k]")
        #expect(damaged.text == "text [flowlogctl:t/z" && damaged.ownership == .owned(OwnerMark(stack: "s", key: "k")))
        let many = MarkedDescription(String(repeating: "[flowlogctl:s/k] ", count: 50_000))
        #expect(many.text == "" && many.ownership == .owned(OwnerMark(stack: "s", key: "k")))
    }
}
