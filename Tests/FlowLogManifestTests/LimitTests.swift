import FlowLogManifest
import FlowLogModel
import Testing

@Suite("Limits")
struct LimitTests {
    @Test("a billion laughs ends in limit-exceeded without being built, in lists and in merge keys")
    func billionLaughs() {
        var lists = "apiVersion: flowlog/v1\nstack: prod\nloggers: {}\nx-0: &a0 [lol]\n"
        var merges = "apiVersion: flowlog/v1\nstack: prod\nloggers: {}\nx-0: &a0 {lol: lol}\n"
        for level in 1...40 {
            let aliases = Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ")
            lists += "x-\(level): &a\(level) [\(aliases)]\n"
            merges += "x-\(level): &a\(level) {<<: [\(aliases)]}\n"
        }
        #expect(load(lists).codes == [.limitExceeded])
        #expect(load(merges).codes == [.limitExceeded])
    }

    @Test("aliases may add a million nodes and no more, over all documents of a file")
    func aliasNodes() {
        let anchor =
            "apiVersion: flowlog/v1\nstack: prod\nregion: KR#\nloggers: {}\nx-a: &a [" + String(repeating: "1,", count: 999) + "]\n"
        func document(_ number: Int, aliases: Int) -> String {
            String(anchor.map { $0 == "#" ? Character("\(number)") : $0 }) + "x-b: [" + String(repeating: "*a,", count: aliases)
                + "]\n---\n"
        }
        #expect(load(document(1, aliases: 500) + document(2, aliases: 500)).text == "")
        #expect(load(document(1, aliases: 500) + document(2, aliases: 501)).codes == [.limitExceeded])
    }

    @Test("64 levels of nesting are read, 65 are not, in whatever form", arguments: [("[", "]"), ("{a: ", "}")])
    func nesting(open: String, close: String) {
        func nested(_ levels: Int) -> String {
            manifest(logger()) + "x-deep: " + String(repeating: open, count: levels) + "1" + String(repeating: close, count: levels) + "\n"
        }
        #expect(load(nested(63)).text == "")
        #expect(load(nested(64)).codes == [.limitExceeded])
        #expect(load(nested(100_000)).codes == [.limitExceeded])
    }

    @Test("aliases do not get around the limit of nesting")
    func nestingByAlias() {
        var text = manifest(logger()) + "x-0: &a0 {a: 1}\n"
        for level in 1...70 { text += "x-\(level): &a\(level) {<<: *a\(level - 1)}\n" }
        #expect(load(text).codes == [.limitExceeded])
    }

    @Test("block sequences nest no deeper either")
    func blockNesting() { #expect(load(String(repeating: "- ", count: 50_000)).codes == [.limitExceeded]) }

    @Test("a file of more than 64 MiB is an error, whatever is in it")
    func fileSize() {
        let text = Array((manifest(logger()) + "#").utf8)
        let bytes = text + Array(repeating: UInt8(ascii: " "), count: (64 << 20) + 1 - text.count)
        #expect(loadManifests([ManifestSource(path: "a.yaml", bytes: bytes)], context: ManifestContext()).codes == [.limitExceeded])
    }

    @Test("an alias to what contains it is an error, not a loop")
    func recursion() {
        #expect(load(manifest(logger(), top: "x-a: &a {b: [*a]}\n")).codes == [.yamlSyntax])
        #expect(load(manifest(logger(), top: "x-a: &a {<<: *a}\n")).codes == [.yamlSyntax])
        #expect(load("&a [*a, *a]").codes.contains(.yamlSyntax))
    }
}
