import FlowLogManifest
import FlowLogModel
import FlowLogReport
import FoundationEssentials
import TestSupport
import Testing

/// The files that `Tests/Checks/check_manifest_schema.py` gives to the schema, here given to the program.
@Suite("Fixtures")
struct FixtureTests {
    @Test("a valid manifest has no diagnostics", arguments: Fixture.all(in: "valid"))
    func valid(fixture: Fixture) {
        let loaded = fixture.load()
        #expect(loaded.text == "")
        #expect(!loaded.stacks.isEmpty)
    }

    @Test("a questionable manifest has warnings and no errors", arguments: Fixture.all(in: "valid-with-warnings"))
    func warnings(fixture: Fixture) throws {
        let loaded = fixture.load()
        #expect(!loaded.hasErrors)
        #expect(loaded.codes.contains(try #require(fixture.code)))
        expectGolden(loaded.text, "\(fixture.name).txt")
    }

    @Test(
        "an invalid manifest has the error that it names, and all its diagnostics are as recorded",
        arguments: Fixture.all(in: "invalid") + Fixture.all(in: "invalid-beyond-schema"))
    func invalid(fixture: Fixture) throws {
        let loaded = fixture.load()
        let code = try #require(fixture.code)
        #expect(loaded.diagnostics.contains { $0.code == code && $0.severity == .error })
        expectGolden(loaded.text, "\(fixture.name).txt")
    }

    @Test("every diagnostic of a fixture has a help and a location within the file", arguments: Fixture.everything)
    func places(fixture: Fixture) {
        for diagnostic in fixture.load().diagnostics {
            #expect(diagnostic.help?.isEmpty == false)
            #expect(isWithin(diagnostic.location, fixture.bytes), "\(diagnostic)")
        }
    }
}

/// A manifest in `Fixtures`, with the code that its first line names: `# code: unknown-field`.
struct Fixture: CustomTestStringConvertible, Sendable {
    let name: String
    let bytes: [UInt8]

    var testDescription: String { name }

    var code: Diagnostic.Code? {
        let first = String(decoding: bytes.prefix { $0 != 0x0A }, as: UTF8.self)
        return first.hasPrefix("# code: ") ? Diagnostic.Code(rawValue: String(first.dropFirst("# code: ".count))) : nil
    }

    func load() -> LoadedManifests {
        loadManifests([ManifestSource(path: "\(name).yaml", bytes: bytes)], context: ManifestContext())
    }

    static let everything = ["valid", "valid-with-warnings", "invalid", "invalid-beyond-schema"].flatMap { all(in: $0) }

    static func all(in folder: String) -> [Fixture] {
        let directory = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures/\(folder)")
        let names = (try? FileManager.default.contentsOfDirectory(atPath: directory.path)) ?? []
        return names.sorted().compactMap { name in
            guard name.hasSuffix(".yaml"), let data = try? Data(contentsOf: directory.appending(path: name)) else { return nil }
            return Fixture(name: String(name.dropLast(".yaml".count)), bytes: Array(data))
        }
    }
}

/// Whether a location is within the file: a line that it has, a column at most one after the line's end, and no mark beyond it.
func isWithin(_ location: FlowLogModel.SourceLocation?, _ bytes: [UInt8]) -> Bool {
    guard let location else { return false }
    let text = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
    let lines = String(decoding: text, as: UTF8.self).unicodeScalars.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r" }
    guard location.line >= 1, location.line <= lines.count, location.column >= 1, location.length >= 1 else { return false }
    // Of a file that is no manifest no line is shown.
    let count = location.lineText.isEmpty ? bytes.count : location.omitted + location.lineText.unicodeScalars.count
    return location.column <= count + 1 && location.column + location.length - 1 <= max(count, location.column)
}
