import FlowLogReport
import Testing

@Suite("Text of others on a terminal")
struct TerminalTests {
    @Test(
        "ordinary text stays as it is",
        arguments: [
            "", "plain", "판교 😀 e\u{301}", "\\u{1b}", "a|b <c> `d`", "👨\u{200D}👩", "a::b", ": a", "https://a", "❤\u{fe0f}1\u{fe0f}\u{20e3}",
            "葛\u{e0100}　판교",
        ])
    func ordinary(text: String) { #expect(Terminal.escaped(text) == text) }

    @Test(
        "what steers a terminal, reorders or hides text becomes visible",
        arguments: [
            ("\u{1b}]0;x\u{7}", "\\u{1b}]0;x\\u{7}"), ("a\nb\r\tc", "a\\u{a}b\\u{d}\\u{9}c"), ("\u{9b}31m", "\\u{9b}31m"),
            ("\u{7f}", "\\u{7f}"),
            ("a\u{202e}b\u{2066}", "a\\u{202e}b\\u{2066}"), ("\u{2028}\u{2029}\u{85}", "\\u{2028}\\u{2029}\\u{85}"),
            ("\u{feff}\u{200b}\u{e0041}", "\\u{feff}\\u{200b}\\u{e0041}"), ("\0", "\\u{0}"),
            ("a\u{a0}b\u{2007}", "a\\u{a0}b\\u{2007}"), ("\u{3164}\u{115f}\u{1160}\u{ffa0}", "\\u{3164}\\u{115f}\\u{1160}\\u{ffa0}"),
            ("\u{ad}\u{34f}\u{180e}\u{2800}\u{200c}", "\\u{ad}\\u{34f}\\u{180e}\\u{2800}\\u{200c}"),
            ("\u{e0101}\u{1d173}", "\\u{e0101}\\u{1d173}"), ("web\u{200d}", "web\\u{200d}"), ("web\u{fe0f}", "web\\u{fe0f}"),
            ("##[error]x", "##\\u{5b}error]x"), ("###[# ##", "###\\u{5b}# ##"), ("##[##[", "##\\u{5b}##\\u{5b}"),
            ("::error::x", "\\u{3a}:error::x"), (" \u{3000}::x", " \u{3000}\\u{3a}:x"), (":", "\\u{3a}"), ("\t: ", "\\u{9}: "),
        ])
    func hostile(text: String, escaped: String) { #expect(Terminal.escaped(text) == escaped) }

    @Test("no control character is left, whichever it is")
    func all() {
        for value in (0..<0x20 as Range<UInt32>).map({ $0 }) + (0x7F...0x9F as ClosedRange<UInt32>).map({ $0 }) {
            guard let scalar = Unicode.Scalar(value) else { continue }
            #expect(Terminal.escaped(String(scalar)).unicodeScalars.allSatisfy { (0x20...0x7E).contains($0.value) })
        }
    }
}
