import FlowLogModel
import FoundationEssentials
import Testing

@Suite("Secrets in texts")
struct SecretsTests {
    private func hiding(_ secrets: String..., in text: String) -> String {
        let known = Secrets()
        for secret in secrets { known.add(Secret(secret)) }
        return known.hiding(in: text)
    }

    @Test("a secret is hidden as it is, next to anything")
    func plain() {
        #expect(hiding("hunter2-hunter2", in: "got hunter2-hunter2.") == "got ***.")
        #expect(hiding("hunter2-hunter2", in: "xhunter2-hunter2\u{301}x") == "x***\u{301}x")
        #expect(hiding("hunter2-hunter2", in: "hunter2-hunter2hunter2-hunter2") == "***")
        #expect(hiding("비밀번호는열두글자보다길다", in: "암호: 비밀번호는열두글자보다길다!") == "암호: ***!")
        #expect(hiding("hunter2-hunter2", in: "nothing of it") == "nothing of it")
        #expect(hiding("", in: "nothing") == "nothing")
    }

    @Test("so is a part of 12 characters, and no shorter one")
    func parts() {
        #expect(hiding("abcdefghijklmnop", in: "ends in efghijklmnop") == "ends in ***")
        #expect(hiding("abcdefghijklmnop", in: "ends in fghijklmnop") == "ends in fghijklmnop")
        #expect(hiding("abcdefghijklmnop", in: "bcdefghijklmnox") == "***x")
    }

    @Test("one of under 8 characters is hidden as a word only")
    func short() {
        #expect(
            hiding("secret", in: "secret secrets my-secret, no_secret 'secret'\u{301} secret")
                == "*** secrets my-***, no_secret '***'\u{301} ***")
        #expect(hiding("secret", in: "in secret\u{301}") == "in ***\u{301}")
        #expect(hiding("비밀", in: "비밀 비밀번호 비밀") == "*** 비밀번호 ***")
        #expect(hiding("secretly", in: "unsecretly") == "un***")
    }

    @Test(
        "it is hidden however it comes back",
        arguments: [
            #"got p\"w d\\1é%41-Å"#, #"got p\u0022w\u0020d\\1\u00e9%41-\u00C5"#, "got p%22w%20d%5C1%C3%A9%2541-%C3%85",
            "got p%22w+d%5c1%c3%a9%2541-%c3%85",
            #"got p\\\"w d\\\\1é%41-Å"#, "got p&quot;w d\\1é%41-&#197;", "got p%2522w%2520d%255C1%25C3%25A9%252541-%25C3%2585",
            #"got p\x22w d\\1\xc3\xa9%41-\xc3\x85"#,
            "got cCJ3IGRcMcOpJTQxLcOF", "got bWU6cCJ3IGRcMcOpJTQxLcOF", "got e21lOnAidyBkXDHDqSU0MS3DhX0", "got cCJ3IGRcMcOpJTQxLcOF==",
        ])
    func forms(text: String) {
        let shown = hiding(#"p"w d\1é%41-Å"#, in: text)
        #expect(shown.hasPrefix("got ") && shown.contains("***"))
        #expect(shown.utf8.count <= "got ***".utf8.count + 8, "\(shown)")
    }

    /// Compared byte by byte: `*` with an accent is `*` all the same.
    private static func has(_ text: String, _ part: String) -> Bool { Array(text.utf8).firstRange(of: Array(part.utf8)) != nil }

    /// How a server may write something.
    private static func forms(of text: String, _ random: inout SeededGenerator) -> [String] {
        let json = (try? String(decoding: JSONEncoder().encode(text), as: UTF8.self)) ?? text
        let percent = text.utf8.map { "%" + ($0 < 16 ? "0" : "") + String($0, radix: 16, uppercase: Bool.random(using: &random)) }.joined()
        let padded = String(repeating: "x", count: Int.random(in: 0...4, using: &random)) + text + "yz"
        let base64 = Data(padded.utf8).base64EncodedString()
        return [
            text, json, "'\(json)'", percent, base64, base64.replacing("+", with: "-").replacing("/", with: "_"),
            (try? String(decoding: JSONEncoder().encode(json), as: UTF8.self)) ?? json,
        ]
    }

    @Test("no random secret leaves 12 of its characters in a text, whatever the text makes of it")
    func property() {
        let seed = UInt64.random(in: 0...UInt64.max)
        var random = SeededGenerator(state: seed)
        let alphabet = Array("abcXYZ0189-_=+/\\\"'%&;:.,é한\u{301} ")
        func characters(_ count: Int) -> String {
            String((0..<count).map { _ in alphabet[Int.random(in: 0..<alphabet.count, using: &random)] })
        }
        for _ in 0..<300 {
            let secret = characters(Int.random(in: 8...40, using: &random))
            let known = Secrets()
            known.add(Secret(secret))
            for form in Self.forms(of: secret, &random) {
                let shown = known.hiding(in: "<p>" + form + "\u{301}|")
                #expect(Self.has(shown, "***"), "seed \(seed): \(secret) in \(form)")
                #expect(!Self.has(shown, form), "seed \(seed): \(secret) in \(form)")
                #expect(shown.hasPrefix("<p>"), "seed \(seed)")
            }
            let scalars = Array(secret.unicodeScalars)
            if scalars.count >= 12 {
                let first = Int.random(in: 0...(scalars.count - 12), using: &random)
                var part = String.UnicodeScalarView()
                part.append(contentsOf: scalars[first..<first + 12])
                #expect(Self.has(known.hiding(in: "a\(String(part))b"), "***"), "seed \(seed): \(part) of \(secret)")
            }
        }
    }

    @Test("a long text takes a time that grows with its length only")
    func linear() {
        let known = Secrets()
        known.add(Secret(String(repeating: "a", count: 4000)))
        known.add(Secret("short"))
        let text = String(repeating: "a", count: 1 << 16)
        #expect(known.hiding(in: text) == "***")
        let other = String(repeating: "aaaaaaaab ", count: 6000)
        #expect(known.hiding(in: other) == other)
    }
}

private struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
