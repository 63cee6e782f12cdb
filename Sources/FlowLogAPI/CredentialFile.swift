import FlowLogModel
import FlowLogYAML

/// `clouds.yaml` or `secure.yaml`, read once. A password may stand anywhere in a broken one, so only names of entries are ever quoted from
/// it.
struct CredentialFile {
    private let source: SourceText
    private let otherReader = YAML11Reader()
    /// What is wrong with the file as a whole.
    private let findings: Findings
    /// What is below `clouds`.
    private let entries: [YAMLNode.Entry]
    private let entriesByName: [FieldValue: YAMLNode]
    /// Where `clouds` is.
    private let range: Range<Int>

    init(_ file: SourceFile) {
        source = SourceText(path: file.path, bytes: file.bytes, isConfidential: true)
        findings = Findings()
        let reader = NodeReader(findings)
        let documents = YAMLDocuments(of: source)
        var root: YAMLNode?
        for document in documents {
            findings.report(document.findings)
            guard let content = document.content else { continue }
            if root == nil {
                root = content
            } else {
                findings.report(.yamlSyntax, "a second document", help: "put all entries below one 'clouds:'", at: content.range)
            }
        }
        if let failure = documents.failure { findings.report([failure]) }
        let clouds = root.flatMap(reader.clouds)
        range = clouds?.key.range ?? 0..<0
        entries = clouds.flatMap { reader.mapping($0.value, "clouds") } ?? []
        let named = entries.filter { $0.key.kind == .scalar }.map { (FieldValue.string($0.key.string), $0.value) }
        entriesByName = Dictionary(named, uniquingKeysWith: { first, _ in first })
    }

    var path: String { source.path }

    /// What the file has by one name, and what is wrong with that or with the whole file.
    func part(named name: String) -> Part {
        let findings = Findings()
        findings.report(self.findings.list)
        return Part(file: self, name: name, isOfBrokenFile: !findings.list.isEmpty, findings: findings)
    }

    /// The entry of one name.
    struct Part {
        fileprivate let file: CredentialFile
        fileprivate let name: String
        fileprivate let isOfBrokenFile: Bool
        fileprivate let findings: Findings

        /// What the entry has; nil if there is no such entry.
        var fields: CloudFields? {
            guard let node = file.entriesByName[.string(name)] else { return nil }
            let reader = NodeReader(findings)
            var beside = file.fields(below: node, name, reader)
            let auth = beside.removeValue(forKey: "auth").map { file.fields(below: $0.node, "auth", reader) }
            return CloudFields(auth: auth ?? [:], beside: beside)
        }

        /// Reports that no entry has this name, unless the file is broken: then it may have one.
        func reportMissing() {
            guard !isOfBrokenFile else { return }
            // What has no `auth` may be a password that slipped into a key.
            let names = file.entries.filter(\.value.hasAuth).map { quoted($0.key.string) }
            findings.report(
                .unknownCloud, "no entry \(quoted(name)) below 'clouds'",
                help: names.isEmpty ? "there are no entries with 'auth'" : "entries with 'auth': \(names.listed)", at: file.range)
        }

        var diagnostics: [Diagnostic] { file.source.diagnostics(of: findings.list) }
    }

    private func fields(below node: YAMLNode, _ name: String, _ reader: NodeReader) -> [String: Field] {
        if node.isNull { return [:] }
        var fields: [String: Field] = [:]
        for entry in reader.mapping(node, name) ?? [] {
            let name = entry.key.string.replacing("-", with: "_")
            let field = Field(
                name: name, source: source, reader: reader, otherReader: otherReader, key: entry.key, node: entry.value)
            if let other = fields.updateValue(field, forKey: name) {
                field.report(
                    .duplicateKey, "the same field as in \(other.position): '-' and '_' are one in a name", help: "keep one of the two")
            }
        }
        return fields
    }

    /// A field of an entry.
    struct Field {
        /// With `_` for `-`; a password may have slipped into a name that no client knows.
        let name: String
        fileprivate let source: SourceText
        fileprivate let reader: NodeReader
        fileprivate let otherReader: YAML11Reader
        fileprivate let key: YAMLNode
        fileprivate let node: YAMLNode

        /// The file and the line of the name.
        var position: String { source.position(of: key.range.lowerBound) }

        /// Whether it is null or empty text.
        var isEmpty: Bool { node.isNull || node.isText("") }

        /// The value as one word in lower case, whatever it means in YAML; nil if it is empty.
        var word: String? { isEmpty ? nil : reader.text(node, name)?.lowercased() }

        /// The value, if it is text to every reader; nil if it is empty, or something else, which is reported.
        var text: String? {
            guard !isEmpty, let text = reader.text(node, name) else { return nil }
            if node.isPlain, !otherReader.isText(text) {
                report(
                    .wrongType, "'\(name)' is a number, a date or a truth value to other readers of this file",
                    help: "put quotes around the value")
            } else if let flaw = InvisibleFlaw(in: text) {
                report(.invalidValue, "'\(name)' \(flaw.problem)", help: flaw.help)
            }
            return text
        }

        /// The names in a list of regions; nil for no list, which is reported.
        var regions: [String]? {
            guard !node.isNull, let items = reader.list(node, name) else { return nil }
            if items.isEmpty { report(.invalidValue, "'regions' is empty", help: "list one region, or leave 'regions' out") }
            return items.compactMap { item in
                guard item.kind == .mapping else { return at(item).text }
                if item.entries.contains(where: { $0.key.isText("values") && !isNothing($0.value) }) {
                    at(item).report(
                        .invalidValue, "'values' of a region are not supported", help: "write an entry of its own for the region")
                }
                return item.entries.first { $0.key.isText("name") }.flatMap { at($0.value).text }
            }
        }

        private func isNothing(_ node: YAMLNode) -> Bool { node.isNull || node.kind == .mapping && node.entries.isEmpty }

        private func at(_ node: YAMLNode) -> Field {
            Field(name: name, source: source, reader: reader, otherReader: otherReader, key: key, node: node)
        }

        /// The position of a name that no client knows, and which one may be meant.
        func strange(among known: [String]) -> String {
            let meant = suggestion(for: name, among: known).map { " (did you mean '\($0)'?)" } ?? ""
            return "an unknown name in \(position)\(meant)"
        }

        func report(_ code: Diagnostic.Code, _ message: String, help: String) {
            reader.findings.report(code, message, help: help, at: key.range)
        }

        /// Reports a field that other clients refuse, or that brings more than is here.
        func reportUnsupported(among known: [String]) {
            guard name != "profile", name != "cloud" else {
                return report(.invalidValue, "'\(name)' is not supported", help: "write what it adds into the entry, and leave it out")
            }
            report(.unknownField, "no client knows this field of 'auth'", help: help(for: name, among: known, otherwise: "known fields"))
        }
    }
}

extension NodeReader {
    /// What the document has as `clouds`, unless it is null.
    fileprivate func clouds(_ root: YAMLNode) -> YAMLNode.Entry? {
        guard root.kind == .mapping else {
            report(.wrongType, "the file must be a mapping", help: "begin with 'clouds:'", at: root)
            return nil
        }
        return root.entries.first { $0.key.isText("clouds") && !$0.value.isNull }
    }
}

extension YAMLNode {
    fileprivate var hasAuth: Bool { kind == .mapping && entries.contains { $0.key.isText("auth") } }
}
