import FlowLogModel
import FlowLogYAML

/// Decodes one document as a manifest, and reports everything that is wrong in it.
struct StackDecoder {
    private static let version = "flowlog/v1"
    private static let fields = [
        "apiVersion", "stack", "previous_stacks", "region", "cloud", "project_id", "unmanaged", "released", "safety", "coverage",
        "storage", "defaults", "loggers",
    ]

    private let reader: NodeReader
    private let context: ManifestContext

    init(_ findings: Findings, _ context: ManifestContext) {
        reader = NodeReader(findings)
        self.context = context
    }

    /// The stack, as far as it can be read; nil if the document is not a mapping or has another version.
    func decode(_ root: YAMLNode) -> LoadedStack? {
        guard root.kind == .mapping else {
            reader.report(
                .wrongType, "a manifest must be a mapping", help: "begin with 'apiVersion: \(Self.version)', 'stack' and 'loggers'",
                at: root)
            return nil
        }
        let entries = root.entries
        let fields = Dictionary(entries.map { ($0.key.string, $0) }) { first, _ in first }
        guard isOurVersion(fields["apiVersion"]?.value) else { return nil }
        reportMissing(in: fields, misspelt: reportUnknown(entries), start: entries.first?.key ?? root)
        guard reader.findings.mayQuote else { return nil }

        let given = fields.mapValues(\.value).filter { !$0.value.isNull }
        let name = given["stack"].flatMap(stackName)
        let (head, region) = head(given, name: name)
        var stack = LoadedStack(desired: head, nameRange: name == nil ? nil : given["stack"]?.range)
        if let node = given["previous_stacks"] {
            let names = distinct(node, "previous_stacks") { name, node in previousStack(name, of: head.name, at: node) }
            (stack.desired.previousStacks, stack.previousStackRanges) = (names.map(\.text), names.map(\.range))
        }
        if let node = given["released"] {
            let keys = distinct(node, "released") { key, node in reader.isKey(key, at: node) }
            (stack.desired.released, stack.releasedRanges) = (keys.map(\.text), keys.map(\.range))
        }
        let interpolation = Interpolation(stack: head.name, region: region, variable: context.variable)
        let values = FieldDecoder(reader: reader, interpolation: interpolation)
        stack.desired.coverage = given["coverage"].map(CoverageDecoder(values: values).decode)
        stack.desired.storageWriter = given["storage"].flatMap(StorageDecoder(values: values).decode)
        var decoder = LoggerDecoder(values: values, defaults: given["defaults"])
        for entry in given["loggers"].flatMap(loggersByKey) ?? [] {
            guard let (logger, ranges) = decoder.decode(entry) else { continue }
            stack.desired.loggers.append(logger)
            stack.ranges.append(ranges)
        }
        return stack
    }

    /// The stack without its loggers, and its region as `${region}` has it.
    private func head(_ given: [String: YAMLNode], name: String?) -> (DesiredStack, region: String?) {
        let region = given["region"].map { decided($0, "region", option: context.regionOption, ignoringCase: true) }
        let cloud = given["cloud"].map { decided($0, "cloud", option: context.cloudOption, ignoringCase: false) }
        var stack = DesiredStack(name: name ?? "stack", cloud: cloud ?? context.cloudOption ?? context.environmentCloud)
        // One region however it is written, but what a manifest interpolates is its own (Contract: Credentials, Regions and projects).
        stack.region = (region ?? context.regionOption ?? regionBesideManifest(cloud: stack.cloud))?.uppercased()
        stack.projectID = given["project_id"].flatMap { nonEmptyText($0, "project_id") }.map { ProjectID($0) }
        if let node = given["unmanaged"] {
            let words = DesiredStack.Unmanaged.allCases.map(\.rawValue)
            stack.unmanaged = reader.choice(node, "unmanaged", of: words).flatMap(DesiredStack.Unmanaged.init) ?? .report
        }
        stack.maxDeletes = given["safety"].flatMap(maxDeletes)
        return (stack, region ?? stack.region)
    }

    private func reportMissing(in fields: [String: YAMLNode.Entry], misspelt: Set<String>, start: YAMLNode) {
        for name in ["apiVersion", "stack", "loggers"] where fields[name].map(\.value.isNull) ?? !misspelt.contains(name) {
            reader.findings.report(
                .missingField, "missing field '\(name)'", help: Self.helpForMissing[name], at: (fields[name]?.key ?? start).range)
        }
    }

    private func regionBesideManifest(cloud: String?) -> String? {
        Place.region(ofCloud: cloud.map(context.cloudRegions) ?? [], environment: context.environmentRegion)
    }

    private static let helpForMissing = [
        "apiVersion": "write 'apiVersion: \(version)'",
        "stack": "write 'stack: NAME': it owns the loggers below",
        "loggers": "write each logger below 'loggers:' by its key; 'loggers: {}' is a stack without loggers",
    ]

    /// Reports keys that no manifest has.
    /// - Returns: the fields that were probably meant.
    private func reportUnknown(_ entries: [YAMLNode.Entry]) -> Set<String> {
        var misspelt: Set<String> = []
        for entry in entries {
            let name = entry.key.string
            if name.utf8.starts(with: "x-".utf8) { continue }
            if Self.fields.contains(where: { $0.hasSameBytes(as: name) }) { continue }
            let meant = suggestion(for: name, among: Self.fields)
            // In a document that is not a manifest all keys are unknown.
            if meant != nil || reader.findings.mayQuote { reader.reportUnknown(entry.key, known: Self.fields) }
            if let meant { misspelt.insert(meant) }
        }
        return misspelt
    }

    /// The loggers by key. Other tools have a list here, so the help shows how to rewrite one.
    private func loggersByKey(_ node: YAMLNode) -> [YAMLNode.Entry]? {
        guard node.kind == .sequence else { return reader.mapping(node, "loggers") }
        let fields = node.items.first.flatMap { $0.kind == .mapping ? $0.entries : nil } ?? []
        let name = fields.first { $0.key.isText("name") && $0.value.kind == .scalar }?.value.string
        let key = name.flatMap { Identifier.isKey($0) ? $0 : nil } ?? "web"
        reader.report(
            .wrongType, "'loggers' must be a mapping, not a list",
            help: "write '\(key):' instead of '- name: \(key)', and the fields of the logger below it", at: node)
        return nil
    }

    /// A manifest of another version has other fields: the rest of it is not read.
    private func isOurVersion(_ node: YAMLNode?) -> Bool {
        guard let node, !node.isNull else { return true }
        guard let version = reader.text(node, "apiVersion") else { return false }
        guard version.hasSameBytes(as: Self.version) else {
            reader.report(
                .unsupportedVersion, "unsupported apiVersion \(reader.findings.quoted(version))",
                help: "this program reads '\(Self.version)'", at: node)
            return false
        }
        return true
    }

    private func stackName(_ node: YAMLNode) -> String? {
        guard let name = reader.text(node, "stack"), isStackName(name, at: node) else { return nil }
        return name
    }

    private func isStackName(_ name: String, at node: YAMLNode) -> Bool {
        if Identifier.isStack(name) { return true }
        reader.report(
            .invalidValue, "\(quoted(name)) is not a stack name",
            help: "use at most 40 lower-case letters, digits and '-', beginning with a letter or digit\(name.oddCharacter)", at: node)
        return false
    }

    // MARK: lists of names

    /// The texts of a list that pass a check, each with where it is; one that is there twice is an error.
    private func distinct(_ node: YAMLNode, _ field: String, isUsable: (String, YAMLNode) -> Bool) -> [(text: String, range: Range<Int>)] {
        var seen: Set<String> = []
        return (reader.list(node, field) ?? []).compactMap { item in
            guard let text = reader.text(item, field), isUsable(text, item) else { return nil }
            guard seen.insert(text).inserted else {
                reader.report(.invalidValue, "\(quoted(text)) is in '\(field)' twice", help: "remove one of them", at: item)
                return nil
            }
            return (text, item.range)
        }
    }

    private func previousStack(_ name: String, of stack: String, at node: YAMLNode) -> Bool {
        guard isStackName(name, at: node) else { return false }
        guard name != stack else {
            reader.report(
                .invalidValue, "'previous_stacks' has this stack's own name \(quoted(name))", help: "list only names that it had before",
                at: node)
            return false
        }
        return true
    }

    private func nonEmptyText(_ node: YAMLNode, _ name: String) -> String? {
        guard let text = reader.text(node, name) else { return nil }
        guard !text.isEmpty else {
            reader.report(.invalidValue, "'\(name)' is empty", help: "give a value, or leave the field out", at: node)
            return nil
        }
        return text
    }

    /// The manifest's value, which an option must not contradict: a manifest never acts in the wrong place.
    private func decided(_ node: YAMLNode, _ name: String, option: String?, ignoringCase: Bool) -> String? {
        guard let text = nonEmptyText(node, name) else { return option }
        if let option, !(ignoringCase ? text.lowercased().hasSameBytes(as: option.lowercased()) : text.hasSameBytes(as: option)) {
            reader.report(
                .regionConflict, "'\(name)' is \(quoted(text)) here, but --\(name) is \(quoted(option))",
                help: "leave out --\(name), or correct one of them", at: node)
        }
        return text
    }

    private func maxDeletes(of safety: YAMLNode) -> DeleteLimit? {
        var limit: DeleteLimit?
        for entry in reader.mapping(safety, "safety") ?? [] {
            guard entry.key.isText("max_deletes") else {
                reader.reportUnknown(entry.key, known: ["max_deletes"])
                continue
            }
            guard !entry.value.isNull, let text = reader.text(entry.value, "max_deletes") else { continue }
            limit = DeleteLimit(text)
            if limit == nil {
                reader.report(
                    .invalidValue, "\(quoted(text)) is not a limit for deletes", help: "write a count like 8, or a percentage like 30%",
                    at: entry.value)
            }
        }
        return limit
    }
}
