import FlowLogModel
import FlowLogReport
import Testing

@Suite("Diagnostics as text")
struct DiagnosticTextTests {
    private func render(_ line: String, column: Int, length: Int, lineNumber: Int = 12, help: String? = nil) -> [String] {
        let location = SourceLocation(path: "prod.yaml", line: lineNumber, column: column, length: length, lineText: line)
        return DiagnosticText.render(Diagnostic(.unknownField, "m", help: help, at: location)).string.split(separator: "\n").map(
            String.init)
    }

    @Test("it is the contract's example to the byte")
    func example() {
        let location = SourceLocation(path: "prod.yaml", line: 12, column: 5, length: 6, lineText: "    fliter: DROP")
        let diagnostic = Diagnostic(.unknownField, "unknown field 'fliter'", help: "did you mean 'filter'?", at: location)
        #expect(
            DiagnosticText.render([diagnostic, diagnostic]).string

                == String(
                    repeating: """
                        prod.yaml:12:5: error[unknown-field]: unknown field 'fliter'
                           12 |     fliter: DROP
                              |     ^~~~~~
                           = help: did you mean 'filter'?

                        """, count: 2))
    }

    @Test("a warning says so; without a place there is no snippet, without a help no line for it")
    func variants() {
        #expect(DiagnosticText.render(Diagnostic(.duplicateName, "m")) == "warning[duplicate-name]: m\n")
        let empty = SourceLocation(path: "a", line: 1, column: 1, length: 1, lineText: "")
        #expect(DiagnosticText.render(Diagnostic(.noManifest, "m", help: "h", at: empty)) == "a:1:1: error[no-manifest]: m\n   = help: h\n")
    }

    @Test(
        "line numbers are right-aligned, and long ones move the gutter",
        arguments: [(1, "    1 | "), (12345, "12345 | "), (123456, "123456 | ")])
    func numbers(number: Int, start: String) {
        let lines = render("a", column: 1, length: 1, lineNumber: number)
        #expect(lines[1] == start + "a")
        #expect(lines[2] == String(repeating: " ", count: start.count - 2) + "| ^")
    }

    @Test("carets stand below wide characters, and are as wide as what they mark")
    func wide() {
        #expect(render("판교: x", column: 5, length: 1)[2] == "      |       ^")
        #expect(render("판교: x", column: 1, length: 2)[2] == "      | ^~~~")
        #expect(render("e\u{301}e\u{301}: x", column: 7, length: 1)[2] == "      |     ^")
        #expect(render("😀 x", column: 3, length: 1)[2] == "      |    ^")
    }

    @Test("tabs are spaces, and control characters are escaped, without moving the carets away")
    func controls() {
        #expect(Array(render("\tx", column: 2, length: 1)[1...]) == ["   12 |     x", "      |     ^"])
        #expect(Array(render("\u{1b}[31mx", column: 6, length: 1)[1...]) == ["   12 | \\u{1b}[31mx", "      |           ^"])
        #expect(render("a\u{202e}b", column: 2, length: 1)[2] == "      |  ^~~~~~~~")
    }

    @Test("a line has no command for GitHub's runner, even where the marked place begins within it", arguments: [1, 2, 3, 4])
    func commands(column: Int) {
        let lines = render("##[error]x", column: column, length: 2)
        #expect(lines[1] == "   12 | ##\\u{5b}error]x")
        #expect(
            lines[2] == "      | \(String(repeating: " ", count: column < 4 ? column - 1 : 8))"
                + ["^~", "^~~~~~~", "^~~~~~~", "^~"][column - 1])
    }

    @Test("a long line is cut to what is around the place, wherever that is", arguments: [1, 40, 41, 42, 500, 999, 1000, 1001])
    func long(column: Int) {
        let line = String(repeating: "abcdefghij", count: 100)
        let lines = render(line, column: column, length: 3)
        #expect(lines[1].count <= 130)
        let caret = lines[2].firstIndex(of: "^").map { lines[2].distance(from: lines[2].startIndex, to: $0) } ?? 0
        let marked = lines[1].dropFirst(caret).first
        #expect(marked == (column <= 1000 ? Array(line)[column - 1] : nil))
        #expect(lines[1].hasSuffix("…") == (column < 900))
    }

    @Test("a mark that is longer than what is shown ends with it")
    func longMark() {
        let line = String(repeating: "가", count: 500)
        let lines = render(line, column: 3, length: 498)
        #expect(DisplayWidth.of(lines[2]) <= DisplayWidth.of(lines[1]))
    }

    @Test("hostile text in path, message and help is escaped")
    func hostile() {
        let location = SourceLocation(path: "a\nb.yaml", line: 1, column: 1, length: 1, lineText: "x")
        let text = DiagnosticText.render(Diagnostic(.unknownField, "m\r\u{1b}[2J", help: "h\u{2028}i", at: location)).string
        #expect(text.split(separator: "\n").count == 4 && text.contains("a\\u{a}b.yaml") && text.contains("m\\u{d}\\u{1b}[2J"))
        #expect(text.contains("h\\u{2028}i"))
    }
}
