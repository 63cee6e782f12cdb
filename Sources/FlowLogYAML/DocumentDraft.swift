import FlowLogModel

/// A document while it is composed.
struct DocumentDraft {
    let source: SourceText
    var tree: NodeTree
    /// What is wrong in its YAML.
    private(set) var findings: [Finding] = []

    init(source: SourceText) {
        self.source = source
        tree = NodeTree(source: source.bytes)
    }

    mutating func report(_ code: Diagnostic.Code, _ message: String, help: String, at range: Range<Int>) {
        findings.append(Finding(code: code, message: message, help: help, range: range))
    }
}
