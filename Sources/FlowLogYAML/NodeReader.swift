package import FlowLogModel

/// Reads nodes as the types that a schema says, and reports those that are something else.
package struct NodeReader {
    package let findings: Findings

    /// - Parameter findings: where it reports.
    package init(_ findings: Findings) { self.findings = findings }

    /// Reports something about a node, unless it was reported as no value at all.
    package func report(_ code: Diagnostic.Code, _ message: String, help: String?, at node: YAMLNode) {
        if node.kind == .invalid { return }
        findings.report(code, message, help: help, at: node.range)
    }

    /// Warns about a name that may be right; what may be meant takes long to find, and many may share the node.
    package func reportUnknown(_ code: Diagnostic.Code, _ message: String, at node: YAMLNode, _ help: () -> String) {
        if node.kind == .invalid { return }
        findings.reportOnce(code, message, at: node.range, help: help)
    }

    /// Reports a key that its mapping does not have.
    /// - Parameter known: those that it may have.
    package func reportUnknown(_ key: YAMLNode, known: [String]) {
        findings.reportUnknownKey(at: key.range) {
            let shown = suggestion(for: key.string, among: known) == nil ? key.string : key.string.inASCII
            return ("unknown field \(findings.quoted(shown))", help(for: key.string, among: known, otherwise: "known fields"))
        }
    }

    // MARK: scalars

    // `name` is what messages call the field; all return nil for what they report.

    /// The text of a scalar, whatever YAML 1.1 would make of it.
    package func text(_ node: YAMLNode, _ name: String) -> String? {
        guard node.kind == .scalar else {
            report(.wrongType, "'\(name)' must be text, not \(kindInWords(node))", help: "write one value after '\(name):'", at: node)
            return nil
        }
        return node.string
    }

    /// A boolean: `true` or `false`, not quoted.
    package func boolean(_ node: YAMLNode, _ name: String) -> Bool? {
        if node.isPlain, node.isText("true") { return true }
        if node.isPlain, node.isText("false") { return false }
        let shown = shown(node)
        let help =
            switch node.kind == .scalar ? node.string.lowercased() : "" {
            case "yes", "on", "y", "true": "write true, without quotes"
            case "no", "off", "n", "false": "write false, without quotes"
            default: "write true or false"
            }
        report(.wrongType, "'\(name)' must be true or false, not \(shown)", help: help, at: node)
        return nil
    }

    /// An integer: decimal digits, not quoted.
    package func integer(_ node: YAMLNode, _ name: String, in range: ClosedRange<Int>) -> Int? {
        guard node.isPlain, isDigits(node.string.utf8) else {
            report(.wrongType, "'\(name)' must be a whole number, not \(shown(node))", help: "write digits, without quotes", at: node)
            return nil
        }
        guard let number = Int(node.string), range.contains(number) else {
            report(
                .invalidValue, "'\(name)' must be \(range.lowerBound) to \(range.upperBound), not \(node.string)",
                help: "give a number from \(range.lowerBound) to \(range.upperBound)", at: node)
            return nil
        }
        return number
    }

    /// One of a few words, as they are written.
    package func choice(_ node: YAMLNode, _ name: String, of words: [String]) -> String? {
        text(node, name).flatMap { choice($0, at: node, name, of: words) }
    }

    /// One of a few words, of a text that is at a node.
    package func choice(_ text: String, at node: YAMLNode, _ name: String, of words: [String]) -> String? {
        if let word = words.first(where: { $0.hasSameBytes(as: text) }) { return word }
        let shown = suggestion(for: text, among: words) == nil ? text : text.inASCII
        report(
            .invalidValue, "\(quoted(shown)) is not a value of '\(name)'",
            help: help(for: text, among: words, otherwise: "possible values"), at: node)
        return nil
    }

    // MARK: collections

    /// The entries of a mapping.
    package func mapping(_ node: YAMLNode, _ name: String) -> [YAMLNode.Entry]? {
        guard node.kind == .mapping else {
            report(
                .wrongType, "'\(name)' must be a mapping, not \(kindInWords(node))",
                help: "write its fields below '\(name):', indented, each as 'field: value'", at: node)
            return nil
        }
        return node.entries
    }

    /// The items of a list.
    package func list(_ node: YAMLNode, _ name: String) -> [YAMLNode]? {
        guard node.kind == .sequence else {
            report(.wrongType, "'\(name)' must be a list, not \(kindInWords(node))", help: "write '\(name): [first, second]'", at: node)
            return nil
        }
        return node.items
    }

    // MARK: words

    private func shown(_ node: YAMLNode) -> String {
        guard node.kind == .scalar else { return kindInWords(node) }
        if node.isNull { return "null" }
        return node.isPlain ? quoted(node.string) : "the text \(quoted(node.string))"
    }

    private func kindInWords(_ node: YAMLNode) -> String {
        switch node.kind {
        case .sequence: "a list"
        case .mapping: "a mapping"
        default: node.isNull ? "null" : "text"
        }
    }
}

/// Whether the text is decimal digits and nothing else.
package func isDigits(_ bytes: some Collection<UInt8>) -> Bool {
    !bytes.isEmpty && bytes.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
}
