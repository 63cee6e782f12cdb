import FlowLogAPI
import FlowLogModel
import FlowLogReport
import FlowLogYAML
import Testing

@Suite("clouds.yaml")
struct CloudsFileTests {
    private typealias Result = (entry: CloudEntry?, diagnostics: [Diagnostic])

    private func read(_ clouds: String, secure: String? = nil, name: String = "prod") -> Result {
        CloudsFile(
            SourceFile(path: "./clouds.yaml", bytes: Array(clouds.utf8)),
            secure: secure.map { SourceFile(path: "./secure.yaml", bytes: Array($0.utf8)) }
        ).entry(named: name)
    }

    /// An entry `prod` with these lines in it.
    private func prod(_ lines: String...) -> String { "clouds:\n  prod:\n" + lines.map { "    \($0)\n" }.joined() }

    @Test("it is looked for beside the work, in the user's folders and in those of all, in this order")
    func folders() {
        func folders(_ home: String?, _ configHome: String? = nil, _ shared: String? = nil) -> [String] {
            CloudsFile.folders(home: home, configHome: configHome, configFolders: shared)
        }
        let site = ["/etc/xdg/openstack/", "/etc/openstack/"]
        #expect(folders("/home/me") == ["./", "/home/me/.config/openstack/"] + site)
        #expect(folders("/") == ["./", "/.config/openstack/"] + site && folders(nil) == ["./"] + site)
        #expect(folders("/home/me", "/x/") == ["./", "/x/openstack/", "/home/me/.config/openstack/"] + site)
        #expect(folders(nil, "x", "/shared") == ["./", "/shared/openstack/", "/etc/openstack/"])
        #expect(folders(nil, nil, "/a:/b") == ["./", "/etc/openstack/"])
    }

    @Test("an entry has the fields that OpenStack clients read")
    func fields() {
        let (entry, diagnostics) = read(
            prod(
                "auth: {auth_url: https://id.example.com, username: me, password: pw, project_id: p1, project_name: n1}",
                "region_name: KR1", "cacert: /etc/ca.pem"))
        #expect(diagnostics.isEmpty)
        #expect(
            entry
                == CloudEntry(
                    name: "prod", source: "./clouds.yaml", authURL: "https://id.example.com", username: "me", password: Secret("pw"),
                    projectID: "p1", projectName: "n1", regions: ["KR1"], caFile: "/etc/ca.pem"))
    }

    @Test("a project may be called a tenant, and be named beside auth")
    func tenant() {
        let tenant = read(prod("auth: {tenant_id: t1, tenant_name: t2}")).entry
        #expect(tenant?.projectID == "t1" && tenant?.projectName == "t2")
        let both = read(prod("auth: {tenant_id: T-1, project-name: p2}", "project_id: t1", "tenant_name: p2")).entry
        #expect(both?.projectID == "t1" && both?.projectName == "p2")
    }

    @Test(
        "two projects are an error, wherever they are named",
        arguments: [
            "auth: {tenant_id: t1, project_id: p1}", "auth: {project_id: t1}, project_id: p1", "auth: {project_id: t1}, tenant-id: p1",
            "auth: {project_name: t1, tenant_name: p1}", "project_name: é, tenant_name: e\u{301}",
        ])
    func twoProjects(fields: String) {
        let (entry, diagnostics) = read("clouds: {prod: {\(fields)}}")
        #expect(entry == nil && diagnostics.map(\.code) == [.invalidValue])
        #expect(diagnostics.first?.message.hasSuffix("(./clouds.yaml:1) are different projects") == true, "\(diagnostics)")
        let secure = read(prod("auth: {project_id: t1}"), secure: prod("tenant_id: p1"))
        #expect(secure.diagnostics.first?.message == "'tenant_id' and 'project_id' (./clouds.yaml:3) are different projects")
    }

    @Test("what other clients need is ignored, whatever its shape, and so are the other entries")
    func others() {
        let (entry, diagnostics) = read(
            "cache: [1]\nclient: {force_ipv4: true}\n"
                + prod(
                    "identity_api_version: 3", "networks: {a: b}", "username: not here",
                    "auth: {username: me, user_domain_name: Default, user_id: u}", "interface: public", "auth_type: v2password")
                + "  lab: text\n  test: {auth: [], verify: {}}\n")
        #expect(diagnostics.isEmpty)
        #expect(
            entry == CloudEntry(name: "prod", source: "./clouds.yaml", username: "me"), "\(String(describing: entry))")
    }

    @Test(
        "what would make other clients log in as somebody else or elsewhere is an error that names it, and no value",
        arguments: [
            "auth_type: hunter2", "auth-type: v3password", "auth_plugin: token", "auth_type: ''", "user_domain_name: hunter2",
            "domain_id: x",
            "trust_id: hunter2", "system_scope: all", "cert: hunter2.pem", "key: k", "network_endpoint_override: https://hunter2",
            "interface: internal", "token: hunter2", "profile: hunter2", "cloud: hunter2", "vendor_hook: hunter2", "verify: hunter2",
            "regions: [{name: KR1, values: {auth: {password: hunter2}}}]", "regions: []", "{region_name: KR1, regions: [KR2]}",
        ])
    func unsupported(field: String) {
        let whole = "auth: {auth_url: https://id.example.com, username: me, password: pw, project_id: p1}"
        let text = "clouds: {prod: {\(whole), \(field.first == "{" ? String(field.dropFirst().dropLast()) : field)}}"
        let name = field.drop { $0 == "{" }.prefix { $0 != ":" }.replacing("-", with: "_")
        let (entry, diagnostics) = read(text)
        #expect(entry == nil && diagnostics.count == 1 && diagnostics.first?.code == .invalidValue, "\(diagnostics)")
        let message = diagnostics.first.map { "\($0.message) \($0.help ?? "")" } ?? ""
        #expect(message.contains("'\(name)'") || message.contains("'values' of a region"), "\(message)")
        #expect(!message.contains("hunter2"))
    }

    @Test("an unknown field of auth is an error, with the name that may be meant and not the one that is there")
    func unknownField() {
        let whole = "auth_url: https://id.example.com, username: me, password: pw, project_id: p1"
        let (_, diagnostics) = read(prod("auth: {\(whole), usernme: you}"))
        #expect(
            DiagnosticText.render(diagnostics).string.hasSuffix(
                ": error[unknown-field]: no client knows this field of 'auth'\n   = help: did you mean 'username'?\n"))
        #expect(!DiagnosticText.render(read(prod("auth: {\(whole), hunter2: you}")).diagnostics).string.contains("hunter2"))
    }

    @Test(
        "what an entry has in place of what it lacks is said",
        arguments: [
            ("auth: {username: me}, auth_url: x", "'auth_url' beside 'auth': move it there"),
            ("auth: {auth_uri: x}", "an unknown name in ./clouds.yaml:1 (did you mean 'auth_url'?) in 'auth'"),
            ("auth: {hunter2: x}", "an unknown name in ./clouds.yaml:1 in 'auth'"),
            (
                "profile: hunter2, auth: {username: me}",
                "'profile', which is not supported: write 'auth_url' and what else it adds into 'auth'"
            ),
            ("auth: {user_id: x}", "'user_id', which is not supported: give the name"),
            ("Auth: {username: x}", "an unknown name in ./clouds.yaml:1 (did you mean 'auth'?)"),
        ])
    func instead(fields: String, words: String) {
        let (entry, diagnostics) = read("clouds: {prod: {\(fields)}}")
        #expect(diagnostics.isEmpty && entry?.instead == [words], "\(String(describing: entry?.instead))")
    }

    @Test("one region in a list is the region; several are told apart by whoever asks")
    func regions() {
        for text in ["regions: [KR2]", "regions: [{name: KR2}]", "regions: [{name: KR2, values: {}}]", "region-name: KR2"] {
            #expect(read(prod(text)).entry?.regions == ["KR2"])
        }
        #expect(read(prod("regions: [KR1, {name: KR2}]")).entry?.regions == ["KR1", "KR2"])
        #expect(read(prod("region_name: KR1,KR2")).entry?.regions == ["KR1", "KR2"])
        #expect(read(prod("regions: KR1")).diagnostics.map(\.code) == [.wrongType])
    }

    @Test("values are text as they are written, quoted or not", arguments: ["12345", "1e3", "0a1", "y", "1.2.3", "비밀"])
    func scalars(text: String) {
        #expect(read(prod("auth: {password: \(text)}")).entry?.password == Secret(text))
        #expect(read(prod("region_name: '\(text)'")).entry?.regions == [text])
    }

    @Test(
        "what readers of YAML 1.1 take for something else needs quotes",
        arguments: ["0123", "true", "2024-01-01", "NO", "0x1F", "1_000", "NULL", "1.50", "1:30", ".inf", "+5", "="])
    func otherTypes(text: String) {
        let (entry, diagnostics) = read(prod("auth: {password: \(text)}"))
        #expect(entry == nil && diagnostics.map(\.code) == [.wrongType] && diagnostics.first?.help == "put quotes around the value")
        #expect(read(prod("auth: {password: '\(text)'}")).entry?.password == Secret(text))
    }

    @Test("a line break or a byte order mark in a value is an error", arguments: [#""a\r""#, #""a\nb""#, #""\uFEFFa""#])
    func invisible(text: String) {
        let (entry, diagnostics) = read(prod("auth: {password: \(text)}"))
        #expect(entry == nil && diagnostics.map(\.code) == [.invalidValue])
    }

    @Test("a field that is there twice, once with a dash, is an error")
    func dashes() {
        #expect(read(prod("auth: {auth-url: x}")).entry?.authURL == "x")
        #expect(read(prod("auth: {auth-url: x, auth_url: y}")).diagnostics.map(\.code) == [.duplicateKey])
    }

    @Test("null and empty text count as absent; quoted, null is text", arguments: ["", "~", "null", "''", "\"\""])
    func absent(text: String) {
        let (entry, diagnostics) = read(prod("auth:", "  password: \(text)", "cacert: \(text)", "verify: \(text)"))
        #expect(entry == CloudEntry(name: "prod", source: "./clouds.yaml") && diagnostics.isEmpty)
        #expect(read(prod("auth: \(text == "~" ? text : "")")).entry?.password == nil)
        #expect(read(prod("auth: {password: 'null'}")).entry?.password == Secret("null"))
    }

    @Test("anchors and merge keys work")
    func merged() {
        let text = "x: &x {auth_url: https://id.example.com, username: you}\n" + prod("auth: {<<: *x, username: me}")
        let entry = read(text).entry
        #expect(entry?.authURL == "https://id.example.com" && entry?.username == "me")
    }

    @Test("secure.yaml wins field by field")
    func secure() {
        let clouds = prod("auth: {username: me, password: old, project_id: p1}", "region_name: KR1", "verify: false")
        let entry = read(clouds, secure: prod("auth: {password: new, project_id: t1}", "region_name: KR2", "verify: true")).entry
        #expect(
            entry
                == CloudEntry(
                    name: "prod", source: "./clouds.yaml", username: "me", password: Secret("new"), projectID: "t1", regions: ["KR2"]))
    }

    @Test(
        "secure.yaml without the entry, or with nothing in it, changes nothing",
        arguments: [
            "", "# nothing\n", "---\n", "{}\n", "clouds:\n", "clouds: {}\n", "clouds: {prod: }\n", "clouds: {prod: {auth: }}\n",
            "clouds: {test: {auth: {password: new}}}\n", "password: new\n",
        ])
    func emptySecure(text: String) {
        let (entry, diagnostics) = read(prod("auth: {password: old}"), secure: text)
        #expect(entry?.password == Secret("old") && diagnostics.isEmpty)
    }

    @Test("what is empty in secure.yaml and not in clouds.yaml is an error: it would win", arguments: ["", "''", "~"])
    func emptyInSecure(text: String) {
        let (entry, diagnostics) = read(prod("auth: {password: old}"), secure: prod("auth: {password: \(text)}"))
        #expect(entry == nil && diagnostics.map(\.message) == ["'password' is empty here, and not in clouds.yaml"])
        #expect(read(prod("auth: {username: me}"), secure: prod("auth: {password: \(text)}")).diagnostics.isEmpty)
    }

    @Test("an entry without fields may have them all in secure.yaml")
    func emptyEntry() {
        #expect(read("clouds:\n  prod:\n", secure: prod("auth: {username: me}")).entry?.username == "me")
        #expect(read("clouds:\n  prod:\n").entry == CloudEntry(name: "prod", source: "./clouds.yaml"))
    }

    @Test(
        "checking of certificates is asked to be off in the words of YAML 1.1, by verify or insecure",
        arguments: [
            ("verify: false", true), ("verify: 'False'", true), ("verify: no", true), ("verify: off", true), ("verify: 0", true),
            ("insecure: true", true), ("insecure: 'True'", true), ("insecure: yes", true), ("insecure: 1", true),
            ("verify: true", false), ("insecure: false", false), ("verify: yes", false), ("insecure: maybe", false),
            ("{verify: true, insecure: true}", true), ("{verify: false, insecure: false}", true),
        ])
    func insecure(fields: String, isInsecure: Bool) {
        #expect(read(prod(fields)).entry?.isInsecure == isInsecure)
    }

    @Test("an unknown entry is an error that lists those that can be logged in with, in their order, and shows no line of the file")
    func unknown() {
        let text = "# pw\n" + prod("auth: {password: pw}") + "  slipped: pw\n  pw: {}\n  test: {auth: }\n"
        let (entry, diagnostics) = read(text, secure: "clouds: {prd: {auth: {password: pw}}}", name: "prd")
        #expect(entry == nil)
        #expect(
            DiagnosticText.render(diagnostics).string
                == "./clouds.yaml:2:1: error[unknown-cloud]: no entry 'prd' below 'clouds'\n   = help: entries with 'auth': 'prod', 'test'\n"
        )
    }

    @Test("a file without entries has none to list", arguments: ["", "# nothing\n", "{}\n", "clouds:\n", "clouds: {}\n", "prod: {}\n"])
    func noEntries(text: String) {
        let (entry, diagnostics) = read(text)
        #expect(entry == nil && diagnostics.map(\.code) == [.unknownCloud] && diagnostics.first?.help == "there are no entries with 'auth'")
        #expect(diagnostics.first?.location?.path == "./clouds.yaml" && diagnostics.first?.location?.line == 1)
    }

    @Test("names of entries are compared as bytes")
    func names() {
        #expect(read("clouds: {e\u{301}: {}}", name: "\u{e9}").diagnostics.map(\.code) == [.unknownCloud])
        #expect(read("clouds: {Prod: {}}").diagnostics.map(\.code) == [.unknownCloud])
        #expect(read("clouds: {2024: {}}", name: "2024").entry?.name == "2024")
    }

    @Test(
        "what has the wrong shape is an error where it is, and then no entry is given",
        arguments: [
            ("text\n", "1:1: error[wrong-type]: the file must be a mapping"),
            ("- prod\n", "1:1: error[wrong-type]: the file must be a mapping"),
            ("clouds: [prod]\n", "1:9: error[wrong-type]: 'clouds' must be a mapping, not a list"),
            ("clouds: prod\n", "1:9: error[wrong-type]: 'clouds' must be a mapping, not text"),
            ("clouds:\n  prod: x\n", "2:9: error[wrong-type]: 'prod' must be a mapping, not text"),
            ("clouds:\n  prod: {auth: me}\n", "2:16: error[wrong-type]: 'auth' must be a mapping, not text"),
            ("clouds:\n  prod: {auth: {password: [x]}}\n", "2:27: error[wrong-type]: 'password' must be text, not a list"),
            ("clouds:\n  prod: {verify: {a: b}}\n", "2:18: error[wrong-type]: 'verify' must be text, not a mapping"),
            ("clouds:\n  prod: {auth: {}, auth: {}}\n", "2:20: error[duplicate-key]: duplicate key '…'"),
            ("clouds: {prod: {}}\n---\nclouds: {}\n", "3:1: error[yaml-syntax]: a second document"),
            ("clouds:\n  prod: {\n", "2:10: error[yaml-syntax]: did not find expected node content"),
            ("clouds:\n\tprod: {}\n", "2:1: error[yaml-syntax]: found character that cannot start any token"),
        ])
    func shapes(text: String, message: String) {
        let (entry, diagnostics) = read(text)
        #expect(entry == nil && diagnostics.allSatisfy { $0.location?.lineText == "" })
        #expect(DiagnosticText.render(diagnostics).string.hasPrefix("./clouds.yaml:\(message)\n   = help: "))
        #expect(diagnostics.count == 1)
        let secure = read(prod(), secure: text)
        #expect(secure.entry == nil && DiagnosticText.render(secure.diagnostics).string.hasPrefix("./secure.yaml:\(message)\n   = help: "))
    }

    @Test("both files are reported at once, clouds.yaml first")
    func both() {
        #expect(read("clouds: [", secure: "clouds: ]").diagnostics.map(\.location?.path) == ["./clouds.yaml", "./secure.yaml"])
        #expect(read("clouds: {}", secure: "clouds: ]").diagnostics.map(\.code) == [.unknownCloud, .yamlSyntax])
    }

    @Test("a password that begins with * or ! is an error whose help says to quote it", arguments: ["*", "!"])
    func indicator(character: String) {
        let (entry, diagnostics) = read(prod("auth:", "  password: \(character)abc"))
        #expect(entry == nil && diagnostics.map(\.code) == [.yamlSyntax])
        #expect(diagnostics.first?.help?.contains("quote text that begins with '\(character)'") == true)
    }

    @Test("no diagnostic has any part of the password, however its line is broken", arguments: ["prod", "prd"])
    func secrecy(name: String) {
        let signs = [
            "", " ", "\t", "\n", "\n ", "\n  ", "\n    ", "\n        ", "\r", "\u{0}", "\u{7}", "\u{85}", "\u{FEFF}", "'", "\"", "{", "}",
            "[", "]", ",", ":", ": ", ": {", ":\n", "?", "? ", "-", "- ", "\n- ", "\n---\n", "\n...\n", "*", "&", "!", "!!", "!x!", "%",
            "@", "`", "|", ">", "#", " #", "<<: ", "\\", "\\x", "{a: 1, a: 2, ", "한",
        ]
        var broken = 0
        for before in signs {
            for within in signs {
                for after in ["", ":", ": {", "'"] {
                    let line = "password: \(before)Zq7vKw\(within)Xj9pLm\(after)"
                    let text = "clouds:\n  prod:\n    auth:\n      username: me\n      \(line)\n      project_id: p\n"
                    let diagnostics = read(text, name: name).diagnostics + read(prod(), secure: text, name: name).diagnostics
                    let shown = DiagnosticText.render(diagnostics).string
                    if shown.contains("Zq7vKw") || shown.contains("Xj9pLm") || diagnostics.contains(where: { $0.location?.lineText != "" })
                    {
                        Issue.record("\(line.debugDescription): \(shown)")
                    }
                    broken += diagnostics.isEmpty ? 0 : 1
                }
            }
        }
        #expect(broken > 2 * signs.count * signs.count)
    }

    @Test("an alias, a tag and a key that come from a slipped password are not quoted")
    func slipped() {
        for line in ["password: *hunter2", "password: !hunter2 x", "password: {hunter2: a, hunter2: b}", "hunter2:\n      hunter2:"] {
            let (entry, diagnostics) = read("clouds:\n  prod:\n    auth:\n      \(line)\n")
            #expect(entry == nil && !diagnostics.isEmpty)
            #expect(!String(describing: diagnostics).contains("hunter2"))
        }
    }
}
