import FlowLogManifest
import FlowLogModel
import FoundationEssentials
import TestSupport
import Testing

/// What a directory has besides manifests (Contract: Manifest, Paths).
@Suite("Files that are no manifests, and broken ones that are")
struct ForeignFileTests {
    private func load(_ bytes: [UInt8], isFromDirectory: Bool = true) -> LoadedManifests {
        let good = ManifestSource(path: "d/a.yaml", bytes: Array(manifest(logger()).utf8), isFromDirectory: true)
        return loadManifests(
            [good, ManifestSource(path: "d/b.yaml", bytes: bytes, isFromDirectory: isFromDirectory)], context: ManifestContext())
    }

    @Test(
        "a broken manifest is an error in whatever style",
        arguments: [
            #"{"apiVersion": "flowlog/v1", "stack": "prod", "loggers": {"edge": {"a": 1 "b": 2}}}"#,
            #"{"stack": "prod", "loggers": {"edge": {"a": 1 "b": 2}}}"#, "{\n\t\"region\": \"KR1\",\n\t\"loggers\" : {\"a\": 1 \"b\": 2}}",
            #"{"apiVersion": "flowlog\/v1", "a" "b"}"#, "{stack: prod, x: [}", "{ region: KR1 , loggers: {a: [}",
            "\"stack\": prod\nx: {", "'loggers':\n  a: {", "  region: KR1\n  stack: prod\n  x: {", "# why\n\n   stack: prod\n   x: {",
            "? stack\n: prod\nx: {", "? \"loggers\"\n: {", "!!str stack: prod\nx: {", "&a stack: prod\nx: {",
            "--- !!map\nstack: prod\nx: {",
            "kind: x\n---\nstack: prod\nx: {", "\u{FEFF}stack: prod\nx: {", "region: KR1\rstack: prod\rx: {",
            "stack :prod\nstack : prod\nx: {",
            "loggers:\n\tweb:\n\t\tfilter: ALL", "x: [\nstack: prod\n", "{{ if x }}\nstack: prod\n{{ end }}",
            "\"apiVersion\": \"flowlog/v2\nx: {",
        ])
    func styles(text: String) { #expect(load(Array(text.utf8)).codes == [.yamlSyntax]) }

    @Test(
        "a manifest in another encoding is an error that says how to change it",
        arguments: [
            ("UTF-16", String.Encoding.utf16LittleEndian, [0xFF, 0xFE]), ("UTF-16", .utf16BigEndian, [0xFE, 0xFF]),
            ("UTF-16", .utf16LittleEndian, []), ("UTF-16", .utf16BigEndian, []), ("UTF-32", .utf32LittleEndian, [0xFF, 0xFE, 0, 0]),
            ("UTF-32", .utf32BigEndian, [0, 0, 0xFE, 0xFF]), ("UTF-32", .utf32LittleEndian, []), ("UTF-32", .utf32BigEndian, []),
            ("WINDOWS-1252", .isoLatin1, []),
        ] as [(String, String.Encoding, [UInt8])])
    func encodings(name: String, encoding: String.Encoding, mark: [UInt8]) throws {
        let data = try #require("region: KR1 # caf\u{e9}\nstack: prod\nloggers: {}\n".data(using: encoding))
        let loaded = load(mark + Array(data))
        #expect(loaded.codes == [.yamlSyntax])
        #expect(loaded.diagnostics[0].help?.contains("iconv -f \(name) -t UTF-8") == true)
    }

    @Test(
        "Korean in EUC-KR is told from a single accent", arguments: [[0xC0, 0xA5], [0xB0, 0xA1], [0xBD, 0xBA, 0xC0, 0xDA]] as [[UInt8]])
    func korean(bytes: [UInt8]) {
        let loaded = load(Array("stack: prod # ".utf8) + bytes + Array("\nloggers: {}\n".utf8))
        #expect(loaded.codes == [.yamlSyntax] && loaded.diagnostics[0].message == "not UTF-8 text")
        #expect(loaded.diagnostics[0].location?.column == 15 && loaded.diagnostics[0].help?.contains("iconv -f CP949 -t UTF-8") == true)
    }

    @Test(
        "a document that is YAML but misspelt, in a list or without spaces is an error too",
        arguments: [
            "apiversion: flowlog/v1\nstak: x\nlogers: {}\n", "- apiVersion: flowlog/v1\n  stack: x\n",
            "apiVersion:flowlog/v1\nstack:prod\n",
            "spec:\n  apiVersion: flowlog/v1\n",
        ])
    func misspelt(text: String) { #expect(load(Array(text.utf8)).hasErrors) }

    private static let others = [
        "{{- if .Values.x }}\nservices:\n  stack: foo\n  password: hunter2\n{{- end }}\n",
        "clouds:\n  prod:\n    auth: {password: hunter2\n  x: [\n",
        "{\"services\": {\"stack\": {\"a\": 1 \"password\": \"hunter2\"}}}", "services:\n  web:\n    loggers: hunter2\n   x: [\n",
        "-----BEGIN PRIVATE KEY-----\nhunter2: [\n-----END PRIVATE KEY-----\n", "OS_PASSWORD=hunter2\0PATH=/bin\0", "\0\u{1}hunter2: [",
        "OS_PASSWORD=hunter2\nX=a: b: c\n", "hunter2: *hunter2\n\tx", "x: &hunter2 [*hunter2\n",
    ]

    @Test("a broken file of another kind is a warning in a directory, and no line of it is quoted anywhere", arguments: others)
    func foreign(text: String) {
        let loaded = load(Array(text.utf8))
        #expect(loaded.codes == [.notAManifest] && !loaded.hasErrors)
        for loaded in [loaded, load(Array(text.utf8), isFromDirectory: false)] {
            #expect(loaded.diagnostics.allSatisfy { $0.location?.lineText.isEmpty ?? true } && !loaded.text.contains("hunter2"))
        }
    }

    @Test(
        "a file of another kind that is named is an error without its lines and words",
        arguments: [
            "clouds: {prod: {auth: {password: hunter2}}}\n", "hunter2\n", "- hunter2\n", "hunter2: x\nhunter2: y\n",
            "apiVersion: hunter2\n",
            "password: !hunter2 x\n", "stak: hunter2\n", "region: [hunter2]\n", "unmanaged: hunter2\n", "a: *hunter2\n",
        ])
    func named(text: String) {
        let loaded = load(Array(text.utf8), isFromDirectory: false)
        #expect(loaded.hasErrors && !loaded.text.contains("hunter2"))
        #expect(loaded.diagnostics.allSatisfy { $0.location?.lineText.isEmpty ?? true })
    }

    @Test("a manifest within another document's text is none of ours", arguments: ["|", ">-"])
    func embedded(style: String) {
        let text = "apiVersion: v1\nkind: ConfigMap\ndata:\n  m: \(style)\n    apiVersion: flowlog/v1\n    stack: x\n"
        #expect(load(Array(text.utf8)).text == "" && load(Array(text.utf8)).skippedDocuments == 1)
    }

    @Test("a file with nothing in it is noted in a directory", arguments: ["", "\n", "# later\n", "---\n", "null\n"])
    func empty(text: String) {
        #expect(load(Array(text.utf8)).text == "" && load(Array(text.utf8)).emptyFiles == ["d/b.yaml"])
        #expect(load(Array(text.utf8), isFromDirectory: false).codes == [.noManifest])
    }
}
