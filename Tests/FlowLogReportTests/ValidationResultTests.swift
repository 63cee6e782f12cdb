import FlowLogModel
import FlowLogReport
import TestSupport
import Testing

@Suite("What validate prints")
struct ValidationResultTests {
    private let error = Diagnostic(
        .unknownField, "unknown field 'fliter'", help: "did you mean 'filter'?",
        at: FlowLogModel.SourceLocation(path: "prod.yaml", line: 12, column: 5, length: 6, lineText: "    fliter: DROP"))
    private let warning = Diagnostic(
        .unknownLogField, "unknown column '\u{1b}[31m열\u{202e}'",
        at: FlowLogModel.SourceLocation(
            path: "폴더/\u{1b}[2J.yaml", line: 100_000, column: 14, length: 3, lineText: "  설명: \u{1b}[0m\t열 \u{202e}"))
    private let placeless = Diagnostic(.noManifest, "no manifest in 'empty/'\nnor below")

    private func result(
        _ isValid: Bool, _ diagnostics: [Diagnostic], stacks: Int = 1, loggers: Int = 1, skipped: Int = 0
    ) -> ValidationResult {
        ValidationResult(isValid: isValid, diagnostics: diagnostics, stacks: stacks, loggers: loggers, skippedDocuments: skipped)
    }

    @Test("one line sums up what is valid, singular and plural")
    func valid() {
        #expect(result(true, []).text().string == "Valid: 1 stack, 1 logger, 0 errors, 0 warnings.\n")
        #expect(
            result(true, [], stacks: 2, loggers: 0, skipped: 1).text().string
                == "Valid: 2 stacks, 0 loggers, 0 errors, 0 warnings; 1 document skipped.\n")
        #expect(result(true, [warning]).text().string.hasSuffix("\nValid: 1 stack, 1 logger, 0 errors, 1 warning.\n"))
    }

    @Test("warnings that count as errors say why")
    func strict() {
        #expect(
            result(false, [warning, warning], skipped: 2).text().string.hasSuffix(
                "\nInvalid: 0 errors, 2 warnings (--strict); 2 documents skipped.\n"))
        #expect(result(false, [error]).text().string.hasSuffix("\nInvalid: 1 error, 0 warnings.\n"))
    }

    @Test("diagnostics come in compiler style, escaped, the marks below the place")
    func text() { expectGolden(result(false, [error, warning, placeless]).text().string, "validate.txt") }

    @Test("JSON is one object on one line with everything but the source line")
    func json() {
        let json = result(false, [error, placeless], stacks: 2, loggers: 7, skipped: 3).json
        expectGolden(json, "validate.json")
        #expect(json.hasSuffix("}\n") && json.split(separator: "\n").count == 1)
        #expect(result(true, []).json.contains("\"valid\":true"))
    }
}
