package import FlowLogModel

/// Reads one entry of `clouds.yaml`, with what `secure.yaml` beside it overrides (CONTRACT section 1, "Credentials"; FACTS section 2).
package enum CloudsFile {
    /// Where `clouds.yaml` is looked for, each with a slash at its end; the first that has one is the only one that counts.
    /// - Parameter home: the user's home directory, nil if there is none.
    package static func folders(home: String?) -> [String] {
        let own = home.flatMap { $0.isEmpty ? nil : "\($0)\($0.utf8.last == UInt8(ascii: "/") ? "" : "/").config/openstack/" }
        return ["./", own, "/etc/openstack/"].compactMap(\.self)
    }

    /// The entry with this name. What it and `secure.yaml` have besides the fields of `CloudEntry` is for other clients, and ignored.
    /// - Parameters:
    ///   - clouds: the file that must have the entry.
    ///   - secure: what wins field by field, where it has the entry too; nil if there is no such file.
    /// - Returns: the entry, or all that is wrong, in `clouds` first. No diagnostic has a line of the files, or a value from them.
    package static func entry(
        named name: String, clouds: ManifestSource, secure: ManifestSource?
    ) -> (entry: CloudEntry?, diagnostics: [Diagnostic]) {
        let clouds = CredentialFile(clouds)
        let secure = secure.map(CredentialFile.init)
        let base = clouds.settings(of: name)
        if base == nil { clouds.reportMissing(name) }
        let layers = [secure?.settings(of: name), base].compactMap(\.self)
        let diagnostics = clouds.diagnostics + (secure?.diagnostics ?? [])
        guard diagnostics.isEmpty else { return (nil, diagnostics) }

        func value(_ names: String...) -> String? {
            layers.lazy.compactMap { layer in names.lazy.compactMap { layer[$0] }.first }.first
        }
        let entry = CloudEntry(
            name: name, source: clouds.path, authURL: value("auth_url"), username: value("username"),
            password: value("password").map { Secret($0) }, projectID: value("project_id", "tenant_id"),
            projectName: value("project_name", "tenant_name"), region: value("region_name"), caFile: value("cacert"),
            isInsecure: value("verify").map(isFalse) ?? false || value("insecure").map(isTrue) ?? false)
        return (entry, [])
    }

    // Other clients read YAML 1.1's words and numbers here. What is neither true nor false asks for nothing: certificates are checked.
    private static func isTrue(_ text: String) -> Bool { ["true", "t", "yes", "y", "on", "1"].contains(text.lowercased()) }

    private static func isFalse(_ text: String) -> Bool { ["false", "f", "no", "n", "off", "0"].contains(text.lowercased()) }
}

/// `clouds.yaml` or `secure.yaml`. In a broken one a password may stand anywhere, so only names of entries are ever quoted from it.
private struct CredentialFile {
    private static let authFields = [
        "auth_url", "username", "password", "project_id", "tenant_id", "project_name", "tenant_name",
    ]
    private static let otherFields = ["region_name", "cacert", "verify", "insecure"]

    private let reader: NodeReader
    /// Where `clouds` is.
    private let place: Range<Int>
    /// What is below `clouds`.
    private let entries: [YAMLDocument.Entry]

    init(_ file: ManifestSource) {
        let source = SourceText(path: file.path, bytes: file.bytes, isConfidential: true)
        let findings = Findings()
        var document: YAMLDocument?
        let failure = source.readDocuments { composed in
            composed.findings.forEach(findings.report)
            guard let root = composed.document.content else { return }
            if document == nil {
                document = composed.document
            } else {
                findings.report(
                    .yamlSyntax, "a second document", help: "put all entries below one 'clouds:'", at: composed.document.range(root))
            }
        }
        if let failure { findings.report(failure) }
        let reader = NodeReader(document: document ?? YAMLDocument(), source: source, findings: findings)
        let clouds = reader.clouds
        self.reader = reader
        place = clouds.map { reader.document.range($0.key) } ?? 0..<0
        entries = clouds.flatMap { reader.mapping($0.value, "clouds") } ?? []
    }

    var path: String { reader.source.path }

    var diagnostics: [Diagnostic] { reader.source.diagnostics(of: reader.findings.list) }

    /// What the entry sets, by the names of the fields, all text; nil if there is no such entry.
    func settings(of name: String) -> [String: String]? {
        guard let entry = entries.first(where: { reader.document.string($0.key).hasSameBytes(as: name) }) else { return nil }
        let fields = reader.fields(of: entry.value, name)
        let auth = fields["auth"].map { reader.fields(of: $0, "auth") } ?? [:]
        var settings: [String: String] = [:]
        for (names, fields) in [(Self.authFields, auth), (Self.otherFields, fields)] {
            for name in names {
                if let text = fields[name].flatMap({ reader.text($0, name) }), !text.isEmpty { settings[name] = text }
            }
        }
        return settings
    }

    /// Reports that no entry has this name, unless the file is broken: then it may have one.
    func reportMissing(_ name: String) {
        guard reader.findings.list.isEmpty else { return }
        // What has no `auth` may be a password that slipped into a key.
        let names = entries.filter { reader.hasAuth($0.value) }.map { quoted(reader.document.string($0.key)) }
        reader.findings.report(
            .unknownCloud, "no entry \(quoted(name)) below 'clouds'",
            help: names.isEmpty ? "there are no entries with 'auth'" : "entries with 'auth': \(names.joined(separator: ", "))", at: place)
    }
}

extension NodeReader {
    /// What the document has as `clouds`, unless it is null.
    fileprivate var clouds: YAMLDocument.Entry? {
        guard let root = document.content else { return nil }
        guard document.kind(root) == .mapping else {
            report(.wrongType, "the file must be a mapping", help: "begin with 'clouds:'", at: root)
            return nil
        }
        return document.entries(of: root).first { document.scalar($0.key, is: "clouds") && !document.isNull($0.value) }
    }

    fileprivate func hasAuth(_ node: NodeID) -> Bool {
        document.kind(node) == .mapping && document.entries(of: node).contains { document.scalar($0.key, is: "auth") }
    }

    /// The fields of a mapping that are not null.
    fileprivate func fields(of node: NodeID, _ name: String) -> [String: NodeID] {
        if document.isNull(node) { return [:] }
        let entries = mapping(node, name) ?? []
        return Dictionary(entries.map { (document.string($0.key), $0.value) }) { first, _ in first }.filter { !document.isNull($0.value) }
    }
}
