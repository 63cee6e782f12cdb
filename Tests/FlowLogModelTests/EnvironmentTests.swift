import FlowLogModel
import Testing

@Suite("Variables and ids of projects")
struct EnvironmentTests {
    @Test("a setting is one line of text, or named as the variable that is not")
    func settings() throws {
        let environment = Environment(
            ["A": "x", "EMPTY": "", "CR": "x\r", "LF": "x\ny", "BOM": "\u{FEFF}x", "BAD": "\u{FFFD}", "REPLACED": "\u{FFFD}"],
            undecodable: ["BAD"])
        #expect(try environment.setting("A") == "x" && environment.setting("EMPTY") == nil && environment.setting("NONE") == nil)
        #expect(try environment.setting("REPLACED") == "\u{FFFD}" && environment["BAD"] == "\u{FFFD}")
        #expect(try environment.first("EMPTY", "A")?.name == "A" && environment.first("NONE") == nil)
        for name in ["CR", "LF", "BOM", "BAD"] {
            let error = #expect(throws: Environment.Unusable.self) { try environment.setting(name) }
            #expect(error?.description.hasPrefix("\(name) ") == true)
        }
        #expect(try environment.text("LF") == "x\ny" && environment.text("EMPTY") == "")
        #expect(throws: Environment.Unusable.self) { try environment.text("BAD") }
    }

    @Test("ids of projects are compared without case and dashes, and shown as they are")
    func projects() {
        let id = ProjectID("0123456789abcdef0123456789ABCDEF")
        for other in ["0123456789ABCDEF0123456789abcdef", "01234567-89ab-cdef-0123-456789abcdef"] {
            #expect(id == ProjectID(other) && Set([id, ProjectID(other)]).count == 1 && ProjectID(other).text == other)
        }
        for other in ["0123456789abcdef0123456789abcde", "0123456789abcdef0123456789abcdee", ""] { #expect(id != ProjectID(other)) }
        #expect(ProjectID("\u{e9}") != ProjectID("e\u{301}"))
    }
}
