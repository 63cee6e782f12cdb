import FlowLogReport
import Testing

@Suite("Display width")
struct DisplayWidthTests {
    @Test(
        "Korean takes two cells a syllable, combining marks none",
        arguments: [
            ("abc", 3), ("가나", 4), ("e\u{301}", 1), ("😀", 2), ("", 0), ("\u{1112}\u{1161}\u{11ab}", 2), ("\u{1112}\u{d7b0}\u{d7cb}", 2),
        ])
    func width(text: String, cells: Int) { #expect(DisplayWidth.of(text) == cells) }
}
