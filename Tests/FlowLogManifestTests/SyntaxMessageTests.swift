import FlowLogManifest
import FlowLogModel
import TestSupport
import Testing

@Suite("What to do about broken YAML")
struct SyntaxMessageTests {
    /// A text for each thing that libyaml finds wrong.
    private static let broken = [
        "%YAML 1.3\n---\n", "%YAML 2\n---\n", "%YAML 1.2\n%YAML 1.2\n---\n", "%FOO\n", "% x\n---\n", "%TAG !a\n---\n",
        "x: 1\n%YAML 1.2\n---\n",
        "a: [b\n", "a: {b\n", "a: [b}\n", "a: \"b\n", "a: 'b\n---\n", "a: \"\\q\"\n", "a: \"\\xZZ\"\n", "a: \"\\ud83d\\ude00\"\n",
        "a: \"\\ud83d\"\n",
        "a: &\n", "a: *\n", "a: &a&b c\n", "a: !<x y\n", "a: !y!z b\n", "a: |x\n", "a: |0\n", "a: > text\n", "a: @b\n", "a: `b`\n",
        "a: %b\n",
        "a:\n\tb: c\n", "a: b: c\n", "a: - b\n", "a\nb: c\n", "- a\nb: c\n", "a: b\n- c\n", "a: b\n c: d\n", "{a: b} c\n", "a: ]\n",
        "a: ? b\n", "\u{7}: a\n",
        "a: \u{FFFE}\n",
    ]

    @Test("each has a help that fits it, in a manifest and in front of one")
    func helps() {
        let texts = Self.broken.map { text in
            let loaded = load(text.hasPrefix("%") ? text + "stack: x\n" : "stack: x\n" + text, path: "m.yaml")
            return loaded.text.isEmpty ? "\(text) is read\n" : loaded.text
        }
        expectGolden(texts.joined(), "broken-yaml.txt")
    }

    @Test("two merge keys are one with a list")
    func mergeKeys() {
        let loaded = load(manifest(logger("<<: *a\n<<: *b"), top: "x-a: &a {filter: DROP}\nx-b: &b {log_format: CSV}\n"))
        #expect(loaded.codes == [.duplicateKey] && loaded.diagnostics[0].help?.contains("<<: [*first, *second]") == true)
    }

    @Test(
        "of a misspelt field that must be there the right name is advised, and nothing else",
        arguments: ["logers", "Loggers", "\u{FEFF}loggers"])
    func misspelt(name: String) {
        let loaded = load("apiVersion: flowlog/v1\nstack: prod\n\"\(name)\": {}\n")
        #expect(loaded.codes == [.unknownField] && loaded.diagnostics[0].help == "did you mean 'loggers'?")
    }

    @Test("a list of loggers is shown as the mapping that it should be")
    func list() {
        let loaded = load("apiVersion: flowlog/v1\nstack: prod\nloggers:\n  - name: edge\n    filter: DROP\n")
        #expect(loaded.codes == [.wrongType])
        #expect(loaded.diagnostics[0].help == "write 'edge:' instead of '- name: edge', and the fields of the logger below it")
    }

    @Test(
        "what looks like the right name shows how it differs",
        arguments: [
            ("fi\u{430}ter", "fi\\u{430}ter"), ("filter\u{a0}", "filter\\u{a0}"), ("filt\u{200b}er", "filt\\u{200b}er"),
            ("\u{feff}filter", "\\u{feff}filter"), ("filte\u{301}r", "filte\\u{301}r"),
        ])
    func lookalikes(name: String, shown: String) {
        let text = load(manifest(logger("\"\(name)\": ALL"))).text
        #expect(text.contains("unknown field '\(shown)'") && text.contains("did you mean 'filter'?"))
        #expect(load(manifest(logger("filter: \"DR\u{41e}P\""))).text.contains("'DR\\u{41e}P' is not a value"))
    }

    @Test("a key with a letter of another script names it")
    func oddKey() {
        #expect(load(manifest(logger(key: "w\u{435}b"))).text.contains("; '\u{435}' is U+0435"))
        #expect(load(manifest(logger(key: "\"web\u{a0}\""))).text.contains("; '\\u{a0}' is U+00A0"))
    }
}

@Suite("JSON manifests")
struct JSONTests {
    private func json(_ description: String, key: String = "description") -> String {
        #"{"apiVersion": "flowlog/v1", "stack": "prod", "x-\ud83d\ude00": 1, "loggers": {"web": {"resource_id": "7b1e5a3e-2f0c-4a9b-9d57-0d6c1f0e8a11", "#
            + #""storage_url": "https:\/\/kr1.example.com\/v1\/AUTH_abc\/flowlog\/web", "\#(key)": "\#(description)"}}}"# + "\n"
    }

    @Test(
        "escaped surrogate pairs are the character that they mean, in either case",
        arguments: [
            (#"\ud83d\ude00"#, "😀"), (#"a\uD83D\uDE00b\ud834\udd1e"#, "a😀b𝄞"), (#"\\ud83d \ud83d\ude00 \" \\"#, #"\ud83d 😀 " \"#),
            (#"\udbff\udffd"#, "\u{10FFFD}"), (#"가\uac00\u00e9"#, "가가é"),
        ])
    func surrogates(escaped: String, text: String) throws {
        let loaded = load(json(escaped))
        #expect(loaded.text == "")
        #expect(try #require(loaded.only).fields[.description] == .string(text))
    }

    @Test("what follows a pair is marked where it is")
    func positions() throws {
        let text = json(#"\ud83d\ude00"#).replacing(#""web": {"#, with: #""web": {"name": "\ud83d\ude00\ud83d\ude00", "fliter": 1, "#)
        let location = try #require(load(text).diagnostics.first?.location)
        #expect(location.column == text.prefix { $0 != "f" || !text.contains("fliter") }.count || location.length == 8)
        #expect(text.utf8.dropFirst(location.column - 1).starts(with: #""fliter""#.utf8))
    }

    @Test(
        "half a pair is an error, and so is a pair in YAML that is not JSON; both say what to write",
        arguments: [#"\ud83d"#, #"\ude00\ud83d"#])
    func halves(escaped: String) {
        #expect(load(json(escaped)).codes == [.yamlSyntax])
        #expect(load(manifest(logger(#"description: "\ud83d\ude00""#))).diagnostics.first?.help?.contains(#"'\U0001f600'"#) == true)
        #expect(load(#"{stack: 'a"', loggers: {}, x-a: '\ud83d\ude00', x-b: "\ud83d\ude00"}"#).codes == [.yamlSyntax])
    }
}
