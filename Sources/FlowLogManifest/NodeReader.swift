import FlowLogModel

/// Reads nodes as the types that the manifest's schema says, and reports those that are something else.
struct NodeReader {
    let document: YAMLDocument
    let source: SourceText
    let findings: Findings

    /// Reports something about a node, unless it was reported as no value at all.
    func report(_ code: Diagnostic.Code, _ message: String, help: String?, at node: NodeID) {
        if document.kind(node) == .invalid { return }
        if code.severity == .warning, isAboutLiveLogger { return findings.mute() }
        findings.report(code, message, help: help, at: document.range(node))
    }

    /// Whether the logger that is being read exists, as its `id` says: what it is can be no news, and changing it would replace it.
    var isAboutLiveLogger: Bool {
        guard let logger = findings.logger else { return false }
        return document.entries(of: logger).contains { document.scalar($0.key, is: "id") && !document.isNull($0.value) }
    }

    /// Warns about a name that may be right; what may be meant takes long to find, and many loggers may share the node.
    func reportUnknown(_ code: Diagnostic.Code, _ message: String, at node: NodeID, _ help: () -> String) {
        if document.kind(node) == .invalid { return }
        if isAboutLiveLogger || !findings.isNew(code, message, at: document.range(node)) { return findings.mute() }
        report(code, message, help: help(), at: node)
    }

    /// The text of a scalar, whatever YAML 1.1 would make of it.
    func text(_ node: NodeID, _ name: String) -> String? {
        guard document.kind(node) == .scalar else {
            report(.wrongType, "'\(name)' must be text, not \(kindInWords(node))", help: "write one value behind '\(name):'", at: node)
            return nil
        }
        return document.string(node)
    }

    /// A boolean: `true` or `false`, not quoted.
    func boolean(_ node: NodeID, _ name: String) -> Bool? {
        if document.kind(node) == .scalar, document.nodes[Int(node)].isPlain {
            if document.scalar(node, is: "true") { return true }
            if document.scalar(node, is: "false") { return false }
        }
        let shown = shown(node)
        let help =
            switch document.kind(node) == .scalar ? document.string(node).lowercased() : "" {
            case "yes", "on", "y", "true": "write true, without quotes"
            case "no", "off", "n", "false": "write false, without quotes"
            default: "write true or false"
            }
        report(.wrongType, "'\(name)' must be true or false, not \(shown)", help: help, at: node)
        return nil
    }

    /// An integer: decimal digits, not quoted.
    func integer(_ node: NodeID, _ name: String, in range: ClosedRange<Int>) -> Int? {
        guard document.kind(node) == .scalar, document.nodes[Int(node)].isPlain, document.withText(node, isDigits) else {
            report(.wrongType, "'\(name)' must be a whole number, not \(shown(node))", help: "write digits, without quotes", at: node)
            return nil
        }
        guard let number = Int(document.string(node)), range.contains(number) else {
            report(
                .invalidValue, "'\(name)' must be \(range.lowerBound) to \(range.upperBound), not \(document.string(node))",
                help: "give a number from \(range.lowerBound) to \(range.upperBound)", at: node)
            return nil
        }
        return number
    }

    /// One of a few words, as they are written.
    func choice(_ node: NodeID, _ name: String, of words: [String]) -> String? {
        text(node, name).flatMap { choice($0, at: node, name, of: words) }
    }

    /// One of a few words, of a text that is at a node.
    func choice(_ text: String, at node: NodeID, _ name: String, of words: [String]) -> String? {
        if let word = words.first(where: { $0.hasSameBytes(as: text) }) { return word }
        let shown = suggestion(for: text, among: words) == nil ? text : text.inASCII
        report(
            .invalidValue, "\(quoted(shown)) is not a value of '\(name)'",
            help: FlowLogManifest.help(for: text, among: words, otherwise: "possible values"), at: node)
        return nil
    }

    /// The entries of a mapping.
    func mapping(_ node: NodeID, _ name: String) -> [YAMLDocument.Entry]? {
        guard document.kind(node) == .mapping else {
            report(
                .wrongType, "'\(name)' must be a mapping, not \(kindInWords(node))",
                help: "write its fields below '\(name):', indented, each as 'field: value'", at: node)
            return nil
        }
        return document.entries(of: node)
    }

    /// The items of a list.
    func list(_ node: NodeID, _ name: String) -> [NodeID]? {
        guard document.kind(node) == .sequence else {
            report(.wrongType, "'\(name)' must be a list, not \(kindInWords(node))", help: "write '\(name): [first, second]'", at: node)
            return nil
        }
        return document.items(of: node)
    }

    /// Reports a key that its mapping does not have.
    func reportUnknown(_ key: NodeID, known: [String]) {
        findings.reportUnknownKey(at: document.range(key)) {
            let text = document.string(key)
            let shown = suggestion(for: text, among: known) == nil ? text : text.inASCII
            return ("unknown field \(findings.quoted(shown))", help(for: text, among: known, otherwise: "known fields"))
        }
    }

    static let tooMuchText = "'${…}' makes more than \(Composer.Limit.repeatedBytes >> 20) MiB of text"
    static let helpForTooMuchText = "no manifest needs this; split the file or repeat less"

    func reportTooMuchText(at node: NodeID) {
        report(.limitExceeded, Self.tooMuchText, help: Self.helpForTooMuchText, at: node)
    }

    /// The value as a message shows it.
    private func shown(_ node: NodeID) -> String {
        guard document.kind(node) == .scalar else { return kindInWords(node) }
        if document.isNull(node) { return "null" }
        return document.nodes[Int(node)].isPlain ? quoted(document.string(node)) : "the text \(quoted(document.string(node)))"
    }

    private func kindInWords(_ node: NodeID) -> String {
        switch document.kind(node) {
        case .sequence: "a list"
        case .mapping: "a mapping"
        default: document.isNull(node) ? "null" : "text"
        }
    }
}

/// Whether the text is decimal digits and nothing else.
func isDigits(_ bytes: some Collection<UInt8>) -> Bool {
    !bytes.isEmpty && bytes.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
}
