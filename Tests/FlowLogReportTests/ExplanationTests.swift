import FlowLogModel
import FlowLogPlan
import FlowLogReport
import Testing

@Suite("Explanations")
struct ExplanationTests {
    @Test("no diagnostic, blocked or refusal code and no error_type is without one")
    func everyCode() {
        let codes =
            Diagnostic.Code.allCases.map(\.rawValue) + Block.Code.allCases.map(\.rawValue) + Refusal.Code.allCases.map(\.rawValue)
            + ["AuthenticationSystemError", "OBSConfigurationError", "OBSServiceNotAvailableError", "answer-differs"]
        for code in codes {
            let text = Explanation(code: code)?.text(of: code)
            #expect(text?.hasPrefix("\(code)\n\n") == true, "\(code)")
            #expect(text?.contains("\n\nExample:\n  ") == true && text?.contains("\n\nWay out: ") == true, "\(code)")
        }
    }

    @Test("a code that does not exist has none, and case does not count")
    func unknown() {
        #expect(Explanation(code: "no-such-code") == nil)
        #expect(Explanation(code: "obsconfigurationerror") != nil)
    }
}
