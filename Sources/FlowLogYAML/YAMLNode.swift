/// A value of a YAML document, with its position in the text; aliases are followed.
package struct YAMLNode {
    /// What a node is.
    package enum Kind: Sendable {
        case scalar, sequence, mapping
        /// Something that was reported while the document was read; it is to be passed over.
        case invalid
    }

    /// An entry of a mapping; its key is a scalar.
    package struct Entry {
        package let key: YAMLNode
        package let value: YAMLNode
    }

    private let document: YAMLDocument
    private let id: NodeID

    init(_ document: YAMLDocument, _ id: NodeID) {
        self.document = document
        self.id = document.tree.target(of: id)
    }

    package var kind: Kind {
        switch document.tree.kind(id) {
        case .scalar: .scalar
        case .sequence: .sequence
        case .mapping: .mapping
        case .alias, .invalid: .invalid
        }
    }

    /// The bytes of the file that it spans.
    package var range: Range<Int> { document.tree.range(id) }

    // MARK: collections

    /// The items of a sequence.
    package var items: [YAMLNode] { document.tree.items(of: id).map { YAMLNode(document, $0) } }

    /// The entries of a mapping in their order, then those that merge keys (`<<`) bring: an own key wins over a merged one, and an earlier
    /// source over a later.
    package var entries: [Entry] {
        document.tree.entries(of: id).map { Entry(key: YAMLNode(document, $0.key), value: YAMLNode(document, $0.value)) }
    }

    // MARK: scalars

    /// The text of a scalar, without quotes and escapes.
    package var string: String { document.tree.string(id) }

    /// Whether it is a scalar whose text may mean something else: neither quoted, nor a block, nor tagged `!!str`.
    package var isPlain: Bool { document.tree[id].isPlain }

    /// Whether it is a scalar that is a block of lines after `|` or `>`.
    package var isBlock: Bool { document.tree[id].isBlock }

    /// Whether it is a scalar that means null: nothing, `~` or `null`, not quoted.
    package var isNull: Bool { document.tree.isNull(id) }

    /// Whether it is a scalar with this text, quoted or not.
    package func isText(_ text: String) -> Bool { document.tree.isScalar(id, text) }

    /// Whether it is a scalar whose text has this text in it.
    package func hasText(_ part: String) -> Bool { kind == .scalar && document.tree.withText(id) { $0.contains(part) } }

    /// The comment after it on its line, with its `#`; nil if there is none.
    package var comment: String? { document.source.comment(after: range.upperBound) }
}
