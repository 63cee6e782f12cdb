import FlowLogModel

/// A stack, and where its document says what.
struct LoadedStack {
    var desired: DesiredStack
    /// The value of `stack`; nil if it is no name.
    let nameRange: Range<Int>?
    /// Of `desired.loggers`, one each.
    var places: [LoggerPlaces]
}

/// Decodes one document as a manifest, and reports everything that is wrong in it.
struct StackDecoder {
    private static let version = "flowlog/v1"
    private static let fields = [
        "apiVersion", "stack", "region", "cloud", "project_id", "unmanaged", "safety", "defaults", "loggers",
    ]

    private let document: YAMLDocument
    private let reader: NodeReader
    private let context: ManifestContext

    init(_ document: YAMLDocument, of source: SourceText, findings: Findings, context: ManifestContext) {
        self.document = document
        self.context = context
        reader = NodeReader(document: document, source: source, findings: findings)
    }

    /// The stack, as far as it can be read; nil if the document is no mapping or of another version.
    func decode(_ root: NodeID) -> LoadedStack? {
        guard document.kind(root) == .mapping else {
            reader.report(
                .wrongType, "a manifest must be a mapping", help: "begin with 'apiVersion: \(Self.version)', 'stack' and 'loggers'",
                at: root)
            return nil
        }
        let entries = document.entries(of: root)
        let fields = Dictionary(entries.map { (document.string($0.key), $0) }) { first, _ in first }
        guard isOurVersion(fields["apiVersion"]) else { return nil }
        let misspelt = reportUnknown(entries)
        let start = entries.first.map { document.range($0.key) } ?? document.range(root)
        for name in ["apiVersion", "stack", "loggers"]
        where fields[name].map({ document.isNull($0.value) }) ?? !misspelt.contains(name) {
            reader.findings.report(
                .missingField, "missing field '\(name)'", help: Self.helpForMissing[name],
                at: fields[name].map { document.range($0.key) } ?? start)
        }
        guard reader.findings.mayQuote else { return nil }
        func given(_ name: String) -> NodeID? { fields[name].flatMap { document.isNull($0.value) ? nil : $0.value } }

        let name = given("stack").flatMap(stackName)
        let region = given("region").map { decided($0, "region", option: context.regionOption, ignoringCase: true) }
        let cloud = given("cloud").map { decided($0, "cloud", option: context.cloudOption, ignoringCase: false) }
        var desired = DesiredStack(name: name ?? "stack", cloud: cloud ?? context.cloudOption ?? context.environmentCloud)
        // One region however it is written, but what a manifest interpolates is its own (Contract: Credentials, Regions and projects).
        desired.region = (region ?? context.regionOption ?? regionBesideManifest(cloud: desired.cloud))?.uppercased()
        desired.projectID = given("project_id").flatMap { nonEmptyText($0, "project_id") }.map { ProjectID($0) }
        if let node = given("unmanaged") {
            let words = DesiredStack.Unmanaged.allCases.map(\.rawValue)
            desired.unmanaged = reader.choice(node, "unmanaged", of: words).flatMap(DesiredStack.Unmanaged.init) ?? .report
        }
        desired.maxDeletes = given("safety").flatMap(maxDeletes)

        let interpolation = Interpolation(stack: desired.name, region: region ?? desired.region, variable: context.variable)
        let values = FieldDecoder(reader: reader, interpolation: interpolation)
        var loggers = LoggerDecoder(values: values, defaults: given("defaults"))
        var places: [LoggerPlaces] = []
        let loggerEntries = given("loggers").flatMap(loggersByKey) ?? []
        desired.loggers.reserveCapacity(loggerEntries.count)
        places.reserveCapacity(loggerEntries.count)
        for entry in loggerEntries {
            if let (logger, place) = loggers.decode(entry) {
                desired.loggers.append(logger)
                places.append(place)
            }
        }
        let nameRange = name == nil ? nil : given("stack").map(document.range)
        return LoadedStack(desired: desired, nameRange: nameRange, places: places)
    }

    /// The region of the entry of clouds.yaml, if it names one; the environment's, if it names none.
    private func regionBesideManifest(cloud: String?) -> String? {
        let regions = cloud.map(context.cloudRegions) ?? []
        return regions.isEmpty ? context.environmentRegion : regions.count == 1 ? regions[0] : nil
    }

    private static let helpForMissing = [
        "apiVersion": "write 'apiVersion: \(version)'",
        "stack": "write 'stack: NAME': it owns the loggers below",
        "loggers": "write each logger below 'loggers:' by its key; 'loggers: {}' is a stack that has none",
    ]

    /// Reports the keys that no manifest has.
    /// - Returns: the fields that they were probably meant to be.
    private func reportUnknown(_ entries: [YAMLDocument.Entry]) -> Set<String> {
        var misspelt: Set<String> = []
        for entry in entries where !document.withText(entry.key, { $0.starts(with: "x-") }) {
            let name = document.string(entry.key)
            if Self.fields.contains(where: { $0.hasSameBytes(as: name) }) { continue }
            let meant = suggestion(for: name, among: Self.fields)
            // In what is no manifest all keys are unknown.
            if meant != nil || reader.findings.mayQuote { reader.reportUnknown(entry.key, known: Self.fields) }
            if let meant { misspelt.insert(meant) }
        }
        return misspelt
    }

    /// The loggers by key; a list of them is what other tools have.
    private func loggersByKey(_ node: NodeID) -> [YAMLDocument.Entry]? {
        guard document.kind(node) == .sequence else { return reader.mapping(node, "loggers") }
        let names = document.items(of: node).prefix(1).filter { document.kind($0) == .mapping }
            .flatMap(document.entries).filter { document.scalar($0.key, is: "name") && document.kind($0.value) == .scalar }
            .map { document.string($0.value) }
        let key = names.first.flatMap { Identifier.isKey($0) ? $0 : nil } ?? "web"
        reader.report(
            .wrongType, "'loggers' must be a mapping, not a list",
            help: "write '\(key):' instead of '- name: \(key)', and the fields of the logger below it", at: node)
        return nil
    }

    /// A manifest of another version has other fields: nothing else of it is looked at.
    private func isOurVersion(_ entry: YAMLDocument.Entry?) -> Bool {
        guard let entry, !document.isNull(entry.value) else { return true }
        guard let version = reader.text(entry.value, "apiVersion") else { return false }
        guard version.hasSameBytes(as: Self.version) else {
            reader.report(
                .unsupportedVersion, "unsupported apiVersion \(reader.findings.quoted(version))",
                help: "this program reads '\(Self.version)'",
                at: entry.value)
            return false
        }
        return true
    }

    private func stackName(_ node: NodeID) -> String? {
        guard let name = reader.text(node, "stack") else { return nil }
        guard Identifier.isStack(name) else {
            reader.report(
                .invalidValue, "\(quoted(name)) is not a stack name",
                help: "use lower case letters, digits and '-', at most 40, beginning with a letter or digit\(name.oddCharacter)", at: node)
            return nil
        }
        return name
    }

    private func nonEmptyText(_ node: NodeID, _ name: String) -> String? {
        guard let text = reader.text(node, name) else { return nil }
        guard !text.isEmpty else {
            reader.report(.invalidValue, "'\(name)' is empty", help: "give a value, or leave the field out", at: node)
            return nil
        }
        return text
    }

    /// The manifest's value, which an option must not contradict: a manifest never acts on the wrong place.
    private func decided(_ node: NodeID, _ name: String, option: String?, ignoringCase: Bool) -> String? {
        guard let text = nonEmptyText(node, name) else { return option }
        if let option, !(ignoringCase ? text.lowercased().hasSameBytes(as: option.lowercased()) : text.hasSameBytes(as: option)) {
            reader.report(
                .regionConflict, "'\(name)' is \(quoted(text)) here, but --\(name) is \(quoted(option))",
                help: "leave out --\(name), or correct one of them", at: node)
        }
        return text
    }

    private func maxDeletes(of safety: NodeID) -> DeleteLimit? {
        var limit: DeleteLimit?
        for entry in reader.mapping(safety, "safety") ?? [] {
            guard document.scalar(entry.key, is: "max_deletes") else {
                reader.reportUnknown(entry.key, known: ["max_deletes"])
                continue
            }
            guard !document.isNull(entry.value), let text = reader.text(entry.value, "max_deletes") else { continue }
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
