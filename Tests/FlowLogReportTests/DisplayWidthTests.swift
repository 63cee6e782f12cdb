import FlowLogReport
import Testing

@Suite("Display width")
struct DisplayWidthTests {
    @Test(
        "Korean takes two cells a syllable, combining marks none", arguments: [("abc", 3), ("가나", 4), ("e\u{301}", 1), ("😀", 2), ("", 0)])
    func width(text: String, cells: Int) { #expect(DisplayWidth.of(text) == cells) }
}
