/// A document of a YAML text, read to its end.
package final class YAMLDocument {
    /// What is wrong in its YAML.
    package let findings: [Finding]
    let source: SourceText
    let tree: NodeTree

    init(_ draft: DocumentDraft) {
        findings = draft.findings
        source = draft.source
        tree = draft.tree
    }

    /// The outermost node; nil if there is none, or null.
    package var content: YAMLNode? { tree.root.flatMap { tree.isNull($0) ? nil : YAMLNode(self, $0) } }

    /// All scalars in the order of the text, keys too.
    package var scalars: [YAMLNode] {
        tree.nodes.indices.filter { tree.nodes[$0].kind == .scalar }.map { YAMLNode(self, NodeID($0)) }
    }
}
