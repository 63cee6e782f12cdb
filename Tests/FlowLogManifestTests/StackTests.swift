import FlowLogManifest
import FlowLogModel
import Testing

@Suite("Stacks and runs")
struct StackTests {
    private func top(_ lines: String, context: ManifestContext = ManifestContext()) -> LoadedManifests {
        load("apiVersion: flowlog/v1\nstack: prod\nloggers: {}\n\(lines)\n", context: context)
    }

    @Test("apiVersion, stack and loggers are required, marked at the document's first key")
    func required() {
        let loaded = load("---\n# nothing yet\nregion: KR1\n")
        #expect(loaded.codes == [.missingField, .missingField, .missingField])
        #expect(loaded.diagnostics.allSatisfy { $0.location?.line == 3 && $0.location?.column == 1 })
    }

    @Test("another version is reported alone", arguments: ["flowlog/v2", "v1", "flowlog/V1", "1", "flowlog/v1beta1"])
    func version(text: String) {
        #expect(load("apiVersion: \(text)\nstack: Bad Name\nnew: field\n").codes == [.unsupportedVersion])
    }

    @Test("loggers absent or null is an error, only {} is empty")
    func loggers() {
        #expect(top("").text == "" && top("").stacks.first?.loggers.isEmpty == true)
        #expect(load("apiVersion: flowlog/v1\nstack: prod\n").codes == [.missingField])
        for null in ["", "null", "~"] { #expect(load("apiVersion: flowlog/v1\nstack: prod\nloggers: \(null)\n").codes == [.missingField]) }
        for other in ["[]", "''", "none", "[{}]"] {
            #expect(load("apiVersion: flowlog/v1\nstack: prod\nloggers: \(other)\n").codes == [.wrongType])
        }
    }

    @Test(
        "a stack's name has its form",
        arguments: [
            ("prod", true), ("0-x", true), (String(repeating: "a", count: 40), true), (String(repeating: "a", count: 41), false),
            ("-x", false), ("Prod", false), ("a_b", false), ("''", false), ("프로드", false),
        ])
    func names(name: String, isValid: Bool) {
        let loaded = load("apiVersion: flowlog/v1\nstack: \(name)\nloggers: {}\n")
        #expect(loaded.codes == (isValid ? [] : [.invalidValue]))
        #expect(loaded.stacks.map(\.name) == (isValid ? [name] : []))
    }

    @Test(
        "a logger's key has its form",
        arguments: [
            ("a", true), ("A.b_c-9", true), (String(repeating: "a", count: 63), true), (String(repeating: "a", count: 64), false),
            (".a", false), ("a/b", false), ("\"\"", false), ("a b", false),
        ])
    func keys(key: String, isValid: Bool) {
        let text = manifest(logger("storage_url: https://h/v1/AUTH_a/b/c", key: key))
        #expect(load(text).codes == (isValid ? [] : [.invalidKey]))
    }

    @Test(
        "max_deletes is a count or a percentage",
        arguments: [("8", DeleteLimit.count(8)), ("0", .count(0)), ("30%", .percent(30)), ("'100%'", .percent(100)), ("\"5\"", .count(5))])
    func maxDeletes(text: String, limit: DeleteLimit) { #expect(top("safety: {max_deletes: \(text)}").stacks.first?.maxDeletes == limit) }

    @Test("anything else is not", arguments: ["-1", "101%", "many", "1.5", "30 %", "''", "99999999999999999999"])
    func notMaxDeletes(text: String) { #expect(top("safety: {max_deletes: \(text)}").codes == [.invalidValue]) }

    @Test func `the writer of a storage is a tenant and a user, interpolated`() {
        #expect(top("storage: {writer: '${stack}:user'}").stacks.first?.storageWriter == StorageWriter("prod:user"))
    }

    @Test("optional fields that are null count as left out")
    func nulls() {
        let stack = top("region: null\ncloud: ~\nproject_id:\nunmanaged: null\nsafety:\nstorage: null\ndefaults: null").stacks.first
        #expect(stack == DesiredStack(name: "prod"))
    }

    @Test("top-level x- keys are free, elsewhere they are unknown")
    func free() {
        #expect(top("x-a: [1, {b: !!str c}]\nx-: null").text == "")
        #expect(load(manifest(logger("x-a: 1"))).codes == [.unknownField])
    }

    @Test("the manifest's region and cloud win over the environment's; an option that differs is an error at the manifest's value")
    func regionAndCloud() throws {
        let environment = ManifestContext(environmentRegion: "KR3", environmentCloud: "env")
        #expect(top("region: KR1\ncloud: prod", context: environment).stacks.first?.region == "KR1")
        #expect(top("", context: environment).stacks.first?.region == "KR3")
        #expect(top("", context: environment).stacks.first?.cloud == "env")
        let options = ManifestContext(regionOption: "KR2", cloudOption: "opt", environmentRegion: "KR3", environmentCloud: "env")
        #expect(top("", context: options).stacks.first?.region == "KR2" && top("", context: options).stacks.first?.cloud == "opt")
        #expect(top("region: kr2\ncloud: opt", context: options).text == "")
        let conflict = top("region: KR1\ncloud: Opt", context: options)
        #expect(conflict.codes == [.regionConflict, .regionConflict])
        #expect(conflict.diagnostics[0].location?.line == 4 && conflict.diagnostics[0].location?.column == 9)
    }

    @Test("two loggers of one name get a warning at the second one's name, or its key")
    func duplicateNames() throws {
        let loaded = load(manifest(logger("name: b", key: "a") + "\n" + logger(key: "b") + "\n" + logger("name: b", key: "c")))
        #expect(loaded.codes == [.duplicateName, .duplicateName] && !loaded.hasErrors)
        #expect(loaded.diagnostics.map { $0.location?.column } == [3, 11])
        #expect(load(manifest(logger("name: \u{e9}", key: "a") + "\n" + logger("name: e\u{301}", key: "b"))).text == "")
    }

    @Test("a previous key that is in use is an error: a key, the own one, or in two lists")
    func previousKeys() {
        #expect(load(manifest(logger("previous_keys: [old]", key: "a"))).text == "")
        #expect(load(manifest(logger("previous_keys: [a]", key: "a"))).codes == [.previousKeyInUse])
        #expect(load(manifest(logger("previous_keys: [b]", key: "a") + "\n" + logger(key: "b"))).codes == [.previousKeyInUse])
        #expect(
            load(manifest(logger("previous_keys: [x]", key: "a") + "\n" + logger("previous_keys: [x]", key: "b"))).codes == [
                .previousKeyInUse
            ])
        #expect(load(manifest(logger("previous_keys: [x, x]", key: "a"))).codes == [.previousKeyInUse])
    }

    @Test("keys of other stacks, names that the stack had and keys that it lets go are read")
    func moves() {
        let top = "previous_stacks: [network-audit, 2024]\nreleased: [old-test, b]\n"
        let loaded = load(manifest(logger("previous_keys: [old, network/web]", key: "a"), top: top))
        #expect(loaded.text == "")
        #expect(loaded.stacks.first?.previousStacks == ["network-audit", "2024"])
        #expect(loaded.stacks.first?.released == ["old-test", "b"])
        #expect(
            loaded.stacks.first?.loggers.first?.previousKeys == [
                PreviousKey(stack: nil, key: "old"), PreviousKey(stack: "network", key: "web"),
            ])
    }

    @Test(
        "what cannot be moved or let go is an error where it stands",
        arguments: [
            ("previous_stacks: [prod]", "", "3:19: error[invalid-value]: 'previous_stacks' has this stack's own name 'prod'"),
            ("previous_stacks: [a, a]", "", "3:22: error[invalid-value]: 'a' is in 'previous_stacks' twice"),
            ("previous_stacks: [A]", "", "3:19: error[invalid-value]: 'A' is not a stack name"),
            ("previous_stacks: a", "", "3:18: error[wrong-type]: 'previous_stacks' must be a list, not text"),
            ("released: [a/b]", "", "3:12: error[invalid-key]: 'a/b' is not a logger key"),
            ("released: [web]", "", "3:12: error[key-released]: released key 'web' is a key of 'loggers'"),
            ("released: [old]", "previous_keys: [old]", "3:12: error[key-released]: released key 'old' is a previous key of 'web'"),
            (
                "previous_stacks: [x]\nreleased: [old]", "previous_keys: [x/old]",
                "4:12: error[key-released]: released key 'old' is a previous key of 'web'"
            ),
            ("", "previous_keys: [prod/a]", ": error[invalid-value]: 'prod/a' is a key of this stack"),
            ("", "previous_keys: [A/b]", ": error[invalid-key]: 'A/b' is not the key of another stack"),
            ("", "previous_keys: [x/a, x/a]", ": error[previous-key-in-use]: previous key 'x/a' is listed twice"),
        ])
    func wrongMoves(head: String, more: String, expected: String) {
        let fields = more.isEmpty ? logger(key: "web") : logger(more, key: "web")
        let loaded = load(manifest(fields, top: head.isEmpty ? "" : head + "\n"))
        #expect(loaded.text.contains(expected) && loaded.codes.count == 1, "\(loaded.text)")
    }

    @Test(
        "a key of another stack that somebody in the run wants is an error: that stack, by its key or its previous one, or another taker",
        arguments: [
            ("previous_keys: [other/b]", "b", "", "previous key 'other/b' is a key of stack 'other'"),
            ("previous_keys: [other/c]", "b", "previous_keys: [c]", "previous key 'other/c' is listed by 'other/b'"),
            ("previous_keys: [third/d]", "b", "previous_keys: [third/d]", "previous key 'third/d' is also listed by"),
        ])
    func foreignKeys(first: String, key: String, second: String, expected: String) {
        let taking = manifest(logger(first, key: "a"))
        let other = manifest(second.isEmpty ? logger(key: key) : logger(second, key: key)).replacing("prod", with: "other")
        let loaded = load(taking + "---\n" + other)
        #expect(loaded.codes == [.previousKeyInUse] && loaded.text.contains(expected), "\(loaded.text)")
    }

    @Test("so is a name that the stack had before and that another stack of the run has, once, if it has one of the keys")
    func previousStackInUse() {
        let renamed = manifest(logger(key: "a") + "\n" + logger(key: "b"), top: "previous_stacks: [other]\n")
        let other = manifest(logger(key: "a") + "\n" + logger(key: "b")).replacing("prod", with: "other")
        let loaded = load(renamed + "---\n" + other)
        #expect(loaded.codes.filter { $0 == .previousKeyInUse }.count == 1, "\(loaded.text)")
        let apart = manifest(logger(key: "c")).replacing("prod", with: "other")
        #expect(!load(renamed + "---\n" + apart).codes.contains(.previousKeyInUse))
    }

    @Test("two loggers that pin one id are an error, over all stacks of the run")
    func ids() {
        let id = "id: 3e84619a-1e49-4b19-b353-a15f7d278f94"
        #expect(
            load(manifest(logger(id, key: "a") + "\n" + logger(id.uppercased().replacing("ID", with: "id"), key: "b"))).codes == [
                .duplicateID
            ])
        let other = manifest(logger(id, key: "c")).replacing("prod", with: "other")
        #expect(load(manifest(logger(id, key: "a")) + "---\n" + other).codes == [.duplicateID])
    }

    @Test(
        "two loggers that write the same packets to one directory get a warning",
        arguments: [
            ("ALL", "ALL", true), ("ALL", "DROP", true), ("ACCEPT", "ALL", true), ("DROP", "DROP", true), ("ACCEPT", "DROP", false),
        ])
    func captures(first: String, second: String, overlap: Bool) {
        let url = "storage_url: https://h/v1/AUTH_a/b/c"
        func two(_ more: String = "connection_setup_only: false") -> String {
            manifest(logger(url, "filter: \(first)", key: "a") + "\n" + logger(url + "/", "filter: \(second)", more, key: "b"))
        }
        #expect(load(two()).codes == (overlap ? [.duplicateCapture] : []))
        #expect(load(two("resource_type: VPC")).text == "")
        #expect(load(two("resource_id: 8b1e5a3e-2f0c-4a9b-9d57-0d6c1f0e8a11")).text == "")
        #expect(load(two("admin_state_up: false")).text == "")
    }

    @Test("the same stack and region twice is an error over all files, at the second place, naming the first")
    func duplicateStacks() throws {
        func source(_ path: String, _ text: String) -> ManifestSource { ManifestSource(path: path, bytes: Array(text.utf8)) }
        let first = source("a.yaml", "# 설명\n" + manifest(logger()))
        let again = source("b.yaml", manifest(logger("storage_url: https://h/v1/AUTH_a/b/other")))
        let loaded = loadManifests([first, again], context: ManifestContext())
        let diagnostic = try #require(loaded.diagnostics.first { $0.code == .duplicateStack })
        #expect(diagnostic.location?.path == "b.yaml" && diagnostic.location?.line == 2 && diagnostic.location?.column == 8)
        #expect(diagnostic.message == "stack 'prod' is defined twice" && diagnostic.help?.hasPrefix("the other one is in a.yaml:3") == true)
        let elsewhere = source("c.yaml", manifest(logger("storage_url: https://h/v1/AUTH_a/b/other"), top: "region: KR2\n"))
        #expect(!loadManifests([first, elsewhere], context: ManifestContext()).hasErrors)
        let same = loadManifests([first, elsewhere], context: ManifestContext(environmentRegion: "kr2"))
        #expect(same.codes == [.duplicateStack])
    }

    @Test("a wrong stack name or key does not hide what else is wrong")
    func everythingInOneGo() {
        let id = "id: 3e84619a-1e49-4b19-b353-a15f7d278f94"
        let text = manifest(logger(id, "name: n", key: "_a") + "\n" + logger(id, "name: n", key: "b")).replacing("prod", with: "Prod")
        #expect(load(text).codes == [.invalidValue, .invalidKey, .duplicateID, .duplicateName])
        #expect(load(text).stacks.isEmpty)
    }

    @Test("diagnostics are ordered by file, then position")
    func order() {
        let texts = [manifest(logger("fliter: x", "admin_state_up: yes")), manifest(logger("foo: 1")) + "bar: 2\n"]
        let sources = texts.enumerated().map { ManifestSource(path: "\($0.offset).yaml", bytes: Array($0.element.utf8)) }
        let places = loadManifests(sources, context: ManifestContext()).diagnostics.compactMap(\.location).map { "\($0.path):\($0.line)" }
        #expect(places == ["0.yaml:7", "0.yaml:8", "1.yaml:2", "1.yaml:4", "1.yaml:7", "1.yaml:8"])
    }

    @Test("an explicit file must be a manifest")
    func explicit() {
        #expect(load("").codes == [.noManifest] && load("# nothing\n").codes == [.noManifest] && load("---\n").codes == [.noManifest])
        #expect(load("apiVersion: v1\nkind: ConfigMap\n").codes == [.unsupportedVersion])
        #expect(load("just text").codes == [.wrongType])
        #expect(load("kind: x\n").hasErrors)
    }

    @Test("in a directory, other documents are counted, and a broken file that is no manifest is a warning")
    func directory() {
        func loadFromDirectory(_ texts: String...) -> LoadedManifests {
            loadManifests(
                texts.enumerated().map {
                    ManifestSource(path: "d/\($0.offset).yaml", bytes: Array($0.element.utf8), isFromDirectory: true)
                },
                context: ManifestContext())
        }
        let foreign = "kind: ConfigMap\nkind: twice\n---\n- list\n---\nvalue: !Ref x\n"
        let loaded = loadFromDirectory(manifest(logger()), foreign)
        #expect(loaded.text == "" && loaded.skippedDocuments == 3 && loaded.files == 2 && loaded.stacks.count == 1)
        #expect(loadFromDirectory(manifest(logger()), "{{ template }}: [").codes == [.notAManifest])
        #expect(!loadFromDirectory(manifest(logger()), "{{ template }}: [").hasErrors)
        for line in ["apiVersion: flowlog/v1", "apiVersion: \"flowlog/v2", "stack: x", "loggers:"] {
            #expect(loadFromDirectory(manifest(logger()), "\(line)\n: [").codes == [.yamlSyntax], "\(line)")
        }
        #expect(loadFromDirectory(foreign).codes == [.noManifest])
        #expect(loadFromDirectory("stack: x\n").codes == [.missingField, .missingField])
        #expect(loadFromDirectory("apiVersion: flowlog/v9\n").codes == [.unsupportedVersion])
        #expect(loadFromDirectory("", manifest(logger())).text == "")
    }
}
