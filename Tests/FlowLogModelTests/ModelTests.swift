import FlowLogModel
import Testing

@Suite("Values of the model")
struct ModelTests {
    @Test("strings are equal by their bytes, not by canonical equivalence")
    func bytes() {
        #expect(FieldValue.string("\u{E9}") != .string("e\u{301}"))
        #expect("\u{E9}" == "e\u{301}")
        #expect(Set([FieldValue.string("\u{E9}"), .string("e\u{301}"), .string("e\u{301}")]).count == 2)
    }

    @Test("a secret shows in no description, dump or mirror")
    func secret() {
        let secret = Secret("hunter2")
        var dumped = ""
        dump(["password": secret], to: &dumped)
        #expect(!"\(secret) \(String(reflecting: secret)) \(dumped)".contains("hunter2"))
        #expect(secret.reveal() == "hunter2")
    }

    @Test("identifiers have the contract's forms")
    func identifiers() {
        #expect(["a", "prod-1", "0", String(repeating: "a", count: 40)].allSatisfy(Identifier.isStack))
        #expect(!["", "-a", "A", "a_b", "a.b", "é", String(repeating: "a", count: 41)].contains(where: Identifier.isStack))
        #expect(["a", "Web_1.x-y", "9", String(repeating: "k", count: 63)].allSatisfy(Identifier.isKey))
        #expect(!["", "_a", ".a", "a b", "a/b", "웹", String(repeating: "k", count: 64)].contains(where: Identifier.isKey))
        #expect(["7b1e5a3e-2f0c-4a9b-9d57-0d6c1f0e8a11", "7B1E5A3E-2F0C-4A9B-9D57-0D6C1F0E8A11"].allSatisfy(Identifier.isUUID))
        #expect(!["", "7b1e5a3e2f0c4a9b9d570d6c1f0e8a11", "7b1e5a3e-2f0c-4a9b-9d57-0d6c1f0e8a1g"].contains(where: Identifier.isUUID))
    }

    @Test("a delete limit is a count or a percentage up to 100")
    func limits() {
        #expect(DeleteLimit("8") == .count(8))
        #expect(DeleteLimit("0") == .count(0))
        #expect(DeleteLimit("30%") == .percent(30))
        #expect(["", "%", "-1", "101%", "3.5", "+3", "８", "99999999999999999999"].allSatisfy { DeleteLimit($0) == nil })
    }

    @Test("every field is found by its API name and has a documentation line")
    func fields() {
        for field in LoggerField.allCases {
            #expect(LoggerField(apiName: field.apiName) == field)
            #expect(field.rule.documentation.hasSuffix("."))
        }
        #expect(LoggerField(apiName: "fliter") == nil)
        #expect(LoggerField.mutable.map(\.apiName) == ["name", "description", "admin_state_up"])
    }

    @Test("JSON text is sorted, on one line and escaped where it must be")
    func json() {
        let value = JSONValue.object([
            "b": .array([.integer(1), .boolean(true), .null]), "a": .string("/ \"\\ \n\t\u{1} 웹"), "é": .string(""), "B": .object([:]),
        ])
        #expect(value.text == #"{"B":{},"a":"/ \"\\ \n\t\u0001 웹","b":[1,true,null],"é":""}"#)
    }

    @Test("JSON text has no command for GitHub's runner", arguments: ["##[error]x", "가##[x", "###["])
    func commands(text: String) {
        #expect(JSONValue.string(text).text == "\"\(text.replacing("[", with: "\\u005b"))\"")
        #expect(JSONValue.array([.string("##"), .array([])]).text == "[\"##\",[]]")
    }
}
