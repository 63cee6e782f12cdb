import FlowLogModel
import FlowLogPlan
import FlowLogReport
import FoundationEssentials
import TestSupport
import Testing

@Suite("Law 9: text of others reaches no format unescaped")
struct FormatLawTests {
    @Test("random hostile text steers nothing, and adds no line, command, sample or message, wherever it stands")
    func hostile() throws {
        var random = SeededRandom()
        print("law 9, formats: \(random.note)")
        for _ in 0..<10 {
            let hostile = injections.indices.map { "\(Self.text(using: &random))\($0)\(Self.text(using: &random))" }
            let shown = try Self.formats { hostile[$0] }
            let tame = try Self.formats { "text\($0)" }
            for (shown, tame) in zip(shown, tame) {
                let note: Comment = "\(shown.name); \(random.note)"
                #expect(!shown.text.unicodeScalars.contains { $0.isHarmful && $0 != "\n" }, note)
                #expect(Self.lines(shown.text).count == Self.lines(tame.text).count, note)
                // GitHub's runner reads every log, whatever the format.
                #expect(!Self.hasCommand(shown.text), note)
                switch shown.name.split(separator: " ").first {
                case "github": #expect(try Self.commands(shown.text) == Self.commands(tame.text), note)
                case "prometheus": #expect(try Self.samples(shown.text) == Self.samples(tame.text), note)
                case "json" where !shown.name.hasPrefix("json of plan"):
                    let texts = Self.strings(try JSONDecoder().decode(JSONValue.self, from: Data(shown.text.utf8)))
                    #expect(!texts.contains { $0.unicodeScalars.contains { $0.isHarmful && $0 != "\n" } }, note)
                case "xml", "html": #expect(Self.marks(shown.text) == Self.marks(tame.text), note)
                default: break
                }
            }
        }
    }

    @Test("the law can fail: it knows what a command and a sample are")
    func canFail() throws {
        #expect(throws: NotRead.self) { try Self.commands("a ###[error]x\n") }
        #expect(throws: NotRead.self) { try Self.commands(" ::error title=x\n") }
        #expect(try Self.commands("::error title=x,file=y::z::a\nPlan: x\n") == ["error title file", "text"])
        #expect(throws: NotRead.self) { try Self.samples("a{b=\"c\"d\"} 1\n") }
        #expect(throws: NotRead.self) { try Self.samples("a{b=\"c\\\"} 1\n") }
        #expect(try Self.samples("# x\na{b=\"c\\\"\\\\\",d=\"\"} 1\n") == ["a b d 1", "comment"])
    }

    // MARK: what is shown

    private static func formats(_ text: (Int) -> String) throws -> [(name: String, text: String)] {
        let plan = try Scenario.injectionPlan(text)
        let run = RunFacts(finishedAt: 1, duration: 1, exitCode: 2, label: "prod.yaml")
        let diagnostics = injections.indices.map { number in
            let path = number == 0 ? "a.yaml" : text(number)
            let place = FlowLogModel.SourceLocation(path: path, line: 1, column: 1, length: 1, lineText: "x\(text(number))")
            return Diagnostic(.invalidValue, text(number), help: text(number), at: number % 4 == 1 ? nil : place)
        }
        let result = ValidationResult(isValid: false, diagnostics: diagnostics, stacks: 1, loggers: 1, skippedDocuments: 0)
        return [
            ("json of plan", PlanDocument(plan, createdAt: "2026-01-01T00:00:00Z").text),
            ("text of plan", PlanText(plan, style: .plain).text.string),
            ("text of validate", result.text().string), ("markdown of plan", PlanMarkdown(plan, label: text(0)).text(limit: .max).string),
            ("markdown of drift", DriftMarkdown(plan, label: text(1), failsOnUnmanaged: true).text(limit: .max).string),
            ("html of plan", PlanHTML(plan).text.string), ("html of drift", DriftHTML(plan, failsOnUnmanaged: true).text.string),
            ("text of drift", DriftText(plan, style: .plain, failsOnUnmanaged: true).text.string),
            ("github of plan", PlanAnnotations(plan).text.string),
            ("github of drift", DriftAnnotations(plan, failsOnUnmanaged: true).text.string),
            ("github of validate", result.github.string), ("output", GitHubOutput(plan).text.string),
            ("json of gitlab", GitLabReport(plan).json),
            ("json of plan for terraform", TerraformPlan(plan, createdAt: "2026-01-01T00:00:00Z").json),
            ("json of slack", SlackMessage(plan, failsOnUnmanaged: true).json), ("json, sarif", result.sarif),
            ("xml of drift", DriftJUnit(plan, failsOnUnmanaged: true).text.string), ("xml of validate", result.junit.string),
            ("prometheus", RunMetrics(DriftMetrics(plan), run: run, lastSuccess: nil).text.string),
        ]
    }

    private static func text(using random: inout SeededRandom) -> String {
        let more = ["\u{1b}[2J", "\r\n", "\u{9b}31m", "\u{85}", "\u{2028}", "\u{2066}", "\u{61c}", "\0", "\u{301}", "가", "😀", "::", "##["]
        return (0..<Int.random(in: 0...4, using: &random)).reduce(into: "") { text, _ in
            switch Int.random(in: 0...3, using: &random) {
            case 0: text += more.randomElement(using: &random) ?? ""
            case 1: text.unicodeScalars.append(Unicode.Scalar(UInt8.random(in: .min ... .max, using: &random)))
            case 2: text.unicodeScalars.append(Unicode.Scalar(UInt32.random(in: 0...0x10FFFF, using: &random)) ?? "?")
            default: text += injections.randomElement(using: &random) ?? ""
            }
        }
    }

    // MARK: reading it back

    private struct NotRead: Error {
        let line: String
    }

    private static func lines(_ text: String) -> [Substring.UTF8View] {
        Substring(text).utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    }

    /// Whether GitHub's runner finds a `##[` command somewhere.
    private static func hasCommand(_ text: String) -> Bool {
        var hashes = 0
        for byte in text.utf8 {
            if byte == UInt8(ascii: "["), hashes > 1 { return true }
            hashes = byte == UInt8(ascii: "#") ? hashes + 1 : 0
        }
        return false
    }

    /// The commands that GitHub's runner finds, each with the names of its properties.
    private static func commands(_ text: String) throws -> [String] {
        try lines(text).dropLast().map { bytes in
            let line = String(decoding: bytes, as: UTF8.self)
            let parts = line.utf8.split(separator: Array("::".utf8), maxSplits: 2, omittingEmptySubsequences: false)
            guard parts.count == 3, parts[0].isEmpty else {
                guard parts.count == 1, !hasCommand(line) else { throw NotRead(line: line) }
                return "text"
            }
            let words = parts[1].split(separator: UInt8(ascii: " "), maxSplits: 1)
            guard words.count == 2 else { throw NotRead(line: line) }
            let properties = words[1].split(separator: UInt8(ascii: ",")).map { $0.prefix { $0 != UInt8(ascii: "=") } }
            return ([words[0]] + properties).map { String(decoding: $0, as: UTF8.self) }.joined(separator: " ")
        }
    }

    /// The samples of a text, sorted, each with the names of its labels.
    private static func samples(_ text: String) throws -> [String] {
        try lines(text).dropLast().map { bytes in
            if bytes.first == UInt8(ascii: "#") { return "comment" }
            let line = String(decoding: bytes, as: UTF8.self)
            var names: [String] = []
            var rest = bytes.drop { $0 != UInt8(ascii: "{") && $0 != UInt8(ascii: " ") }
            names.append(String(decoding: bytes[..<rest.startIndex], as: UTF8.self))
            while rest.first == UInt8(ascii: "{") || rest.first == UInt8(ascii: ",") {
                rest = rest.dropFirst()
                let name = rest.prefix { $0 != UInt8(ascii: "=") }
                names.append(String(decoding: name, as: UTF8.self))
                rest = rest.dropFirst(name.count)
                guard rest.starts(with: "=\"".utf8) else { throw NotRead(line: line) }
                rest = rest.dropFirst(2)
                while let byte = rest.first, byte != UInt8(ascii: "\"") { rest = rest.dropFirst(byte == UInt8(ascii: "\\") ? 2 : 1) }
                guard rest.first == UInt8(ascii: "\"") else { throw NotRead(line: line) }
                rest = rest.dropFirst()
            }
            if names.count > 1 {
                guard rest.first == UInt8(ascii: "}") else { throw NotRead(line: line) }
                rest = rest.dropFirst()
            }
            guard rest.first == UInt8(ascii: " "), let value = Double(String(decoding: rest.dropFirst(), as: UTF8.self)) else {
                throw NotRead(line: line)
            }
            return (names + ["\(Int(value))"]).joined(separator: " ")
        }.sorted()
    }

    /// How often each character that XML gives a meaning stands there.
    private static func marks(_ text: String) -> [Int] {
        ["<", ">", "\""].map { mark in text.unicodeScalars.count { $0 == mark } }
    }

    private static func strings(_ value: JSONValue) -> [String] {
        switch value {
        case .string(let text): [text]
        case .array(let items): items.flatMap(strings)
        case .object(let members): members.flatMap { [$0.key] + strings($0.value) }
        case .null, .boolean, .integer, .number: []
        }
    }
}
