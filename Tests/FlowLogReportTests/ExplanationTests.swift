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
            let text = Explanation(code: code)?.text(of: code).string
            #expect(text?.hasPrefix("\(code)\n\n") == true, "\(code)")
            #expect(text?.contains("\n\nExample:\n  ") == true && text?.contains("\n\nWay out: ") == true, "\(code)")
        }
    }

    @Test("a code that does not exist has none, and case does not count")
    func unknown() {
        #expect(Explanation(code: "no-such-code") == nil)
        #expect(Explanation(code: "obsconfigurationerror") != nil)
    }

    @Test("a field has its documentation, value, default, what a change does and its filter, from the table")
    func fields() throws {
        for field in LoggerField.allCases {
            let text = try #require(FieldExplanation(field: field.apiName)?.text)
            #expect(text.hasPrefix("\(field.apiName)\n\n\(field.rule.documentation)\n\nValue:        "))
            #expect(text.contains("Change:       updates") == field.rule.isMutable)
            #expect(text.contains("List filter:  --") == (field.rule.listFilter != nil))
        }
        #expect(
            FieldExplanation(field: "Filter")?.text == """
                filter

                Which packets are recorded: all, permitted ones or blocked ones. Default: ALL.

                Value:        one of ALL, ACCEPT, DROP
                Left out:     ALL
                Change:       replaces the logger: the service cannot change it
                List filter:  --filter

                """)
        #expect(FieldExplanation(field: "fliter") == nil)
    }

    @Test("resource, which is no field, is explained with every part of it, and the fields that it stands for lead there")
    func resource() throws {
        let text = try #require(FieldExplanation(field: "resource")?.text)
        for part in NamedResource.Part.allCases { #expect(text.contains("\(part.name): ")) }
        for field in [LoggerField.resourceID, .resourceType] {
            let leads = FieldExplanation(field: field.apiName)?.text.hasSuffix("\nBy name:      flowlogctl explain resource\n")
            #expect(leads == true)
        }
    }

    @Test("no field has the name of a code")
    func names() { #expect(Set(FieldExplanation.names).isDisjoint(with: Explanation.codes)) }
}
