import FlowLogModel
import FlowLogReport
import TestSupport
import Testing

/// The other half, readers that are not ours, is `Tests/Checks/check_formats.py`.
@Suite("Formats of validate")
struct ValidationFormatTests {
    private static func place(_ path: String, line: Int = 12, column: Int = 5, length: Int = 6) -> FlowLogModel.SourceLocation {
        FlowLogModel.SourceLocation(path: path, line: line, column: column, length: length, lineText: "    fliter: DROP")
    }

    private static let plain = [
        Diagnostic(.unknownField, "unknown field 'fliter'", help: "did you mean 'filter'?", at: place("dir/prod.yaml")),
        Diagnostic(.unknownLogField, "unknown column 'x'", at: place("dir/prod.yaml", line: 14, column: 1, length: 1)),
        Diagnostic(.unknownField, "unknown field 'b'", at: place("<stdin>")),
        Diagnostic(.noManifest, "no manifest in 'empty/'"),
    ]

    private static let hostile = injections.enumerated().flatMap { number, text in
        [
            Diagnostic(.invalidValue, text, help: text, at: place("\(text)\(number).yaml")), Diagnostic(.notAManifest, text),
        ]
    }

    private func expectGoldens(_ result: ValidationResult, _ name: String) {
        expectGolden(result.github.string, "formats/\(name).validate.github.txt")
        expectGolden(result.sarif, "formats/\(name).sarif")
        expectGolden(result.junit.string, "formats/\(name).validate.junit.xml")
    }

    private func result(_ isValid: Bool, _ diagnostics: [Diagnostic]) -> ValidationResult {
        ValidationResult(isValid: isValid, diagnostics: diagnostics, stacks: 2, loggers: 7, skippedDocuments: 0)
    }

    @Test("each format is the recorded one: nothing found, errors and warnings, warnings that count, text that would be more than text")
    func recorded() {
        expectGoldens(result(true, []), "valid")
        expectGoldens(result(false, Self.plain), "invalid")
        expectGoldens(result(false, [Self.plain[1]]), "strict")
        expectGoldens(result(false, Self.hostile), "injection")
    }

    @Test("a warning is no failure unless it is why the manifests are invalid")
    func warnings() {
        #expect(!result(true, [Self.plain[1]]).junit.string.contains("<failure"))
        #expect(result(false, [Self.plain[1]]).junit.string.contains("<failure"))
    }

    @Test(
        "a path becomes a URI reference, absolute only if it is",
        arguments: [("a b/ü:%.yaml", "a%20b/%C3%BC%3A%25.yaml"), ("/x", "file:///x")])
    func references(path: String, uri: String) {
        let sarif = result(false, [Diagnostic(.invalidValue, "m", at: Self.place(path))]).sarif
        #expect(sarif.contains("\"artifactLocation\":{\"uri\":\"\(uri)\"}"))
    }

    @Test("a test of JUnit is the same one after a line was added above; what is found twice in a file is numbered")
    func histories() {
        func names(line: Int) -> [Substring] {
            let found = [(line, "a"), (line + 2, "b"), (line + 5, "a")].map { line, message in
                Diagnostic(.missingField, message, at: Self.place("x.yaml", line: line))
            }
            return result(false, found).junit.string.split(separator: "\n").filter { $0.contains("<testcase") }
        }
        #expect(names(line: 3) == names(line: 40) && Set(names(line: 3)).count == 3)
    }

    @Test("GitHub is given the place that the diagnostic names, and the line behind its end")
    func place() {
        #expect(
            result(false, [Self.plain[0]]).github.string == """
                ::error file=dir/prod.yaml,line=12,col=5,endLine=12,endColumn=11,title=unknown-field::unknown field 'fliter'%0Ahelp: \
                did you mean 'filter'?
                Invalid: 1 error, 0 warnings.

                """)
    }
}
