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

    @Test("aliases may repeat 256 MiB of text and no more, whether of a value or of what is around it", arguments: ["*a", "{<<: *m}"])
    func aliasBytes(alias: String) {
        let anchors = manifest(logger()) + "x-a: &a \"" + String(repeating: "a", count: 1 << 20) + "\"\nx-m: &m {k: *a}\n"
        func text(_ count: Int) -> String { anchors + "x-b: [" + String(repeating: alias + ",", count: count) + "]\n" }
        #expect(load(text(250)).text == "")
        #expect(load(text(2000)).codes == [.limitExceeded])
    }

    @Test("nor do defaults with ${…}, which each logger gets for itself, or variables make more")
    func interpolatedBytes() {
        let url = "https://kr1.example.com/v1/AUTH_abc/flowlog/${key}/" + String(repeating: "a", count: 1 << 20)
        let loggers = (0..<300).map { "  k\($0): {resource_id: 7b1e5a3e-2f0c-4a9b-9d57-0d6c1f0e8a11}" }.joined(separator: "\n")
        #expect(load(manifest(loggers, top: "defaults: {storage_url: \"\(url)\"}\n")).codes.contains(.limitExceeded))
        let context = ManifestContext(variable: { _ in String(repeating: "v", count: 1 << 20) })
        let text = "name: \"" + String(repeating: "${var:A}", count: 300) + "\""
        #expect(load(manifest(logger(text)), context: context).codes == [.limitExceeded])
    }

    @Test("a thousand directives and columns are read, more are not: each costs what is there already")
    func directives() {
        func directives(_ count: Int) -> String {
            (0..<count).map { "%TAG !a\($0)! x\n" }.joined() + "---\n" + manifest(logger())
        }
        #expect(load(directives(1000)).text == "")
        #expect(load(directives(1001)).codes == [.limitExceeded])
        func columns(_ count: Int) -> String {
            manifest(
                logger(), top: "defaults: {customized_field: ['${key}', " + (1..<count).map { "c\($0)" }.joined(separator: ",") + "]}\n")
        }
        #expect(Set(load(columns(1000)).codes) == [.unknownLogField])
        #expect(load(columns(1001)).codes == [.invalidValue])
    }

    @Test("what is shown of a long line does not grow with it, and is what is around the position")
    func longLine() throws {
        let text = manifest("  web: {" + (0..<5000).map { "가\($0): 1, " }.joined() + "filter: ALL}")
        let locations = load(text).diagnostics.compactMap(\.location)
        #expect(locations.count > 5000 && locations.allSatisfy { $0.lineText.utf8.count <= 1006 })
        let line = try #require(text.split(separator: "\n").map(String.init).max { $0.count < $1.count })
        for location in locations where location.line == 4 {
            let shown = line.unicodeScalars.dropFirst(location.omitted).prefix(location.lineText.unicodeScalars.count)
            #expect(String(String.UnicodeScalarView(shown)) == location.lineText)
        }
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
