import FlowLogModel
import FlowLogYAML
import Testing

/// Reads a text to its end.
private func read(_ text: String) -> (documents: [YAMLDocument], failure: Finding?) {
    let documents = YAMLDocuments(of: SourceText(path: "a.yaml", bytes: Array(text.utf8)))
    let all = Array(documents)
    return (all, documents.failure)
}

/// What is outermost in the only document of a text.
private func content(_ text: String) throws -> YAMLNode { try #require(read(text).documents.first?.content) }

@Suite("Documents and their nodes")
struct DocumentTests {
    @Test("documents come one after the other, also those before what is not YAML")
    func documents() {
        let (documents, failure) = read("a\n---\n~\n---\n[b\n---\nc\n")
        #expect(documents.map { $0.content?.string } == ["a", nil])
        #expect(failure?.code == .yamlSyntax)
        #expect(read("").documents.isEmpty && read("# nothing\n").documents.isEmpty && read("").failure == nil)
    }

    @Test("entries are in their order, what merge keys bring after them")
    func entries() throws {
        let root = try content("{x: &x {a: 1, b: 2}, y: {<<: *x, b: 3, c: 4}}")
        let merged = try #require(root.entries.last?.value.entries)
        #expect(merged.map(\.key.string) == ["b", "c", "a"] && merged.map(\.value.string) == ["3", "4", "1"])
        #expect(root.entries.first?.value.kind == .mapping)
    }

    @Test("items are those of a sequence, aliases followed")
    func items() throws {
        let items = try content("[&a one, 'two', *a, {}, [], *b]").items
        #expect(items.map(\.kind) == [.scalar, .scalar, .scalar, .mapping, .sequence, .invalid])
        #expect(items.prefix(3).map(\.string) == ["one", "two", "one"])
    }

    @Test("a scalar is plain unless it is quoted, a block or tagged as text; only plain ones are null")
    func plain() throws {
        let items = try content("- ~\n- '~'\n- !!str ~\n- |-\n  null\n- null\n-\n- \"\"\n").items
        #expect(items.map(\.isPlain) == [true, false, false, false, true, true, false])
        #expect(items.map(\.isNull) == [true, false, false, false, true, true, false])
        #expect(items.map(\.isBlock) == [false, false, false, true, false, false, false])
    }

    @Test("text is compared by bytes, and found anywhere in a scalar, in any style")
    func text() throws {
        let items = try content(#"[caf\u00e9, "caf\u00e9", "cafe\u0301", [café]]"#).items
        #expect(items.map { $0.isText("caf\u{e9}") } == [false, true, false, false])
        #expect(items.map { $0.hasText("fe\u{301}") } == [false, false, true, false])
    }

    @Test("a range is what a node spans, in bytes")
    func ranges() throws {
        let text = "판교: [a, 'b c']\n"
        let entry = try #require(try content(text).entries.first)
        let bytes = Array(text.utf8)
        func spanned(_ node: YAMLNode) -> String { String(decoding: bytes[node.range], as: UTF8.self) }
        #expect(spanned(entry.key) == "판교" && spanned(entry.value) == "[a, 'b c']")
        #expect(entry.value.items.map(spanned) == ["a", "'b c'"])
    }

    @Test("a comment after a node is that of its line")
    func comments() throws {
        let entries = try content("a: # one\nb: 1  # two \nc: 1\n# three\n").entries
        #expect(entries.map(\.value.comment) == ["# one", "# two ", nil])
    }
}

@Suite("Suggestions")
struct SuggestionTests {
    @Test(
        "a name is suggested for one that is few typing errors away, case and separators aside",
        arguments: [
            ("fliter", "filter"), ("storageUrl", "storage_url"), ("LOG-FORMAT", "log_format"), ("fil ter", "filter"), ("x", nil),
            ("name_of_the_thing", nil),
        ])
    func suggestions(text: String, name: String?) {
        #expect(suggestion(for: text, among: ["filter", "storage_url", "log_format", "name"]) == name)
    }

    @Test("without a suggestion all names are listed")
    func list() {
        #expect(help(for: "nam", among: ["name", "id"], otherwise: "known") == "did you mean 'name'?")
        #expect(help(for: "zebra", among: ["name", "id"], otherwise: "known") == "known: name, id")
    }
}
