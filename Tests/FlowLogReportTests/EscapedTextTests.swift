import FlowLogReport
import Testing

@Suite("Text for a destination")
struct EscapedTextTests {
    /// Has a meaning everywhere: to a terminal, Markdown, XML, GitHub's runner, Slack, Prometheus and SARIF.
    private let hostile = "##[x]\u{1b}\n|`<&\"'%@\\"

    @Test("literals stand as they are, and what is interpolated is escaped as the destination needs it")
    func escaped() {
        let shown = ###"##\u{5b}x]\u{1b}\u{a}|`<&"'%@\"###
        #expect(("##[\n\(hostile)" as Shown).string == "##[\n\(shown)")
        #expect(("**|\(hostile)|**" as MarkdownText).string == ###"**|``##\u{5b}x]\u{1b}\u{a}\u{7c}`<&"'%@\``|**"###)
        #expect(("<b>&amp;\(hostile)</b>" as MarkupText).string == ###"<b>&amp;##\u{5b}x]\u{1b}\u{a}|`&lt;&amp;&quot;&apos;%@\</b>"###)
        #expect(("<!-- \(hostile) -->" as CommentText).string == ###"<!-- ##\u{5b}x]\u{1b}\u{a}|`\u{3c}&"'%@\ -->"###)
        #expect(("::error::%0A\(hostile)" as CommandText).string == ###"::error::%0A##\u{5b}x]\u{1b}\u{a}|`<&"'%25@\"###)
        #expect(("*<\(hostile)>*" as SlackText).string == ###"*<`##\u{5b}x]\u{1b}\u{a}|\u{60}&lt;&amp;"'%\u{40}\`>*"###)
        #expect(("a{b=\"\(hostile)\"}" as MetricsText).string == ###"a{b="##\\u{5b}x]\\u{1b}\\u{a}|`<&\"'%@\\"}"###)
        #expect(("[a](b)\(hostile)" as SARIFText).string == ###"[a](b)##\u{5b}x\u{5d}\u{1b}\u{a}|`<&"'%@\"###)
    }

    @Test("text is escaped once for a destination, and again for another one")
    func nested() {
        let shown: Shown = "\u{1b}[1m\(hostile)"
        #expect(("\(shown)\u{1b}[0m" as Shown).string == "\(shown.string)\u{1b}[0m")
        let code: MarkdownText = "\(hostile)"
        #expect(("**\(code)**" as MarkdownText).string == "**\(code.string)**")
        #expect(("<p>\(code)</p>" as MarkupText).string == "<p>\(MarkupText(code.string).string)</p>")
    }

    @Test("words and numbers stand everywhere as they are")
    func words() {
        let words: Words = "\(3) to add (\(true))"
        #expect(words.string == "3 to add (true)")
        #expect(("**\(words)** \(7)" as MarkdownText).string == "**3 to add (true)** 7")
        #expect(("*\(words)* \(7)" as SlackText).string == "*3 to add (true)* 7")
    }

    @Test("a text of others alone is escaped, a literal alone is not")
    func alone() {
        let text = "\u{1b}"
        #expect(Shown(text).string == "\\u{1b}" && Shown("\u{1b}").string == "\u{1b}")
    }
}
