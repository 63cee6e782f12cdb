import FlowLogManifest
import FlowLogModel
import FlowLogReport
import TestSupport
import Testing

/// Law 8: the reader never crashes on random bytes, and every diagnostic lies within the file.
@Suite("Any bytes at all")
struct FuzzTests {
    @Test("random bytes give diagnostics within the file")
    func randomBytes() {
        var random = SeededRandom()
        for _ in 0..<2_000 {
            let bytes = (0..<Int.random(in: 0...60, using: &random)).map { _ in UInt8.random(in: 0...255, using: &random) }
            check(bytes, random.note)
        }
    }

    @Test("random YAML-like text gives diagnostics within the file")
    func randomText() {
        var random = SeededRandom()
        let pieces = [
            "a", "판교", "😀", ": ", "- ", "\n", "\n  ", "\n    ", "[", "]", "{", "}", ",", "&a ", "*a", "<<: ", "'", "\"", "#", "|", ">",
            "!x ", "!!str ",
            "? ", "---\n", "...\n", "\t", "\r\n", "\r", "\u{85}", "\u{2028}", "\u{FEFF}", "%YAML 1.1\n", "\\", "@", "`", "loggers:",
            "stack: a\n",
            "apiVersion: flowlog/v1\n", "null", "~", "${", "}", "filter: ", "defaults: ",
        ]
        for _ in 0..<5_000 {
            let text = (0..<Int.random(in: 0...30, using: &random)).compactMap { _ in pieces.randomElement(using: &random) }.joined()
            check(Array(text.utf8), random.note)
        }
    }

    @Test("damaged manifests give diagnostics within the file")
    func damagedManifests() {
        var random = SeededRandom()
        let fixtures = Fixture.everything.map(\.bytes)
        for _ in 0..<2_000 {
            guard var bytes = fixtures.randomElement(using: &random) else { break }
            for _ in 0..<Int.random(in: 1...4, using: &random) where !bytes.isEmpty {
                let index = Int.random(in: bytes.indices, using: &random)
                switch Int.random(in: 0..<4, using: &random) {
                case 0: bytes[index] = UInt8.random(in: 0...255, using: &random)
                case 1: bytes.remove(at: index)
                case 2: bytes.removeSubrange(index..<min(index + 20, bytes.count))
                default:
                    bytes.insert(contentsOf: bytes[index..<min(index + 20, bytes.count)], at: Int.random(in: bytes.indices, using: &random))
                }
            }
            check(bytes, random.note)
        }
    }

    private func check(_ bytes: [UInt8], _ note: String) {
        for isFromDirectory in [false, true] {
            let source = ManifestSource(path: "fuzz.yaml", bytes: bytes, isFromDirectory: isFromDirectory)
            let loaded = loadManifests([source], context: ManifestContext())
            for diagnostic in loaded.diagnostics where diagnostic.code != .noManifest || diagnostic.location != nil {
                if !isWithin(diagnostic.location, bytes) { Issue.record("\(diagnostic) is not within \(bytes); \(note)") }
            }
            let text = DiagnosticText.render(loaded.diagnostics).string
            if text.unicodeScalars.contains(where: { $0.value < 0x20 && $0 != "\n" }) {
                Issue.record("a control character in the report on \(bytes); \(note)")
            }
        }
    }
}
