import FlowLogModel

/// Where a node is in its document's arena.
typealias NodeID = Int32

/// One node of a YAML document, without its text and children: those are found through the document.
struct Node {
    enum Kind: UInt8 {
        case scalar, sequence, mapping
        /// Stands for the node at `link`.
        case alias
        /// Was reported while composing; readers pass over it.
        case invalid
    }

    var kind: Kind
    /// For a scalar: neither quoted, nor a block, nor tagged `!!str`, so that `true`, `8` and `null` mean something.
    var isPlain = false
    /// For a scalar: its text is in the source as it reads, without escapes and folded lines.
    var isVerbatim = false
    /// For a mapping: one of its keys is `<<`.
    var hasMerge = false
    /// Bytes of the source; the end of a collection is that of its last child if it has no closing bracket.
    var start: Int32
    var end: Int32
    /// A scalar's first byte, in the source or in the document's own text, a collection's first child (keys and values alternate), an
    /// alias's target; -1 if none.
    var link: NodeID = -1
    /// A scalar's bytes, a collection's children.
    var count: Int32 = 0
    /// The next child of the same parent; -1 if none.
    var next: NodeID = -1

    var range: Range<Int> { Int(start)..<Int(max(start, end)) }
}

/// A document as a tree of nodes in one array: aliases share their target, so it never grows beyond the size of its text.
struct YAMLDocument {
    /// The file's bytes.
    var source: [UInt8] = []
    var nodes: [Node] = []
    /// The text of the scalars that the source does not have verbatim.
    var text: [UInt8] = []

    /// An entry of a mapping; its key is a scalar.
    struct Entry {
        let key: NodeID
        let value: NodeID
    }

    /// The outermost node; nil for a document without content.
    var root: NodeID? { nodes.isEmpty ? nil : 0 }

    /// The outermost node, unless it is null.
    var content: NodeID? { root.flatMap { isNull($0) ? nil : $0 } }

    func kind(_ id: NodeID) -> Node.Kind { nodes[Int(id)].kind }

    func range(_ id: NodeID) -> Range<Int> { nodes[Int(id)].range }

    /// Calls a function with the bytes of a scalar.
    func withText<Result>(_ id: NodeID, _ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
        let node = nodes[Int(id)]
        let range = Int(node.link)..<Int(node.link + node.count)
        return node.isVerbatim
            ? source.withUnsafeBufferPointer { body(UnsafeBufferPointer(rebasing: $0[range])) }
            : text.withUnsafeBufferPointer { body(UnsafeBufferPointer(rebasing: $0[range])) }
    }

    /// The text of a scalar.
    func string(_ id: NodeID) -> String { withText(id) { String(decoding: $0, as: UTF8.self) } }

    /// Whether the node is a scalar with this text, quoted or not.
    func scalar(_ id: NodeID, is text: StaticString) -> Bool {
        kind(id) == .scalar && withText(id) { $0.hasSameBytes(as: UnsafeBufferPointer(text)) }
    }

    /// Whether two nodes are scalars that mean the same.
    func isSameScalar(_ id: NodeID, _ other: NodeID) -> Bool {
        guard kind(id) == .scalar, kind(other) == .scalar else { return false }
        return id == other || nodes[Int(id)].isPlain == nodes[Int(other)].isPlain && hasSameText(id, other)
    }

    /// Whether two scalars have the same text.
    func hasSameText(_ id: NodeID, _ other: NodeID) -> Bool {
        nodes[Int(id)].count == nodes[Int(other)].count && withText(id) { text in withText(other) { $0.hasSameBytes(as: text) } }
    }

    /// Whether a scalar's text comes before another's, by bytes.
    func precedes(_ id: NodeID, _ other: NodeID) -> Bool {
        withText(id) { text in withText(other) { text.lexicographicallyPrecedes($0) } }
    }

    /// Whether the node is a scalar that means null: nothing, `~` or `null`, not quoted.
    func isNull(_ id: NodeID) -> Bool {
        let node = nodes[Int(id)]
        guard node.kind == .scalar, node.isPlain else { return false }
        return switch node.count {
        case 0: true
        case 1: scalar(id, is: "~")
        case 4: scalar(id, is: "null")
        default: false
        }
    }

    /// The items of a sequence, aliases followed.
    func items(of id: NodeID) -> [NodeID] {
        var items: [NodeID] = []
        items.reserveCapacity(Int(nodes[Int(id)].count))
        var child = nodes[Int(id)].link
        while child >= 0 {
            items.append(target(of: child))
            child = nodes[Int(child)].next
        }
        return items
    }

    /// The node itself, or what an alias stands for.
    func target(of id: NodeID) -> NodeID {
        nodes[Int(id)].kind == .alias ? nodes[Int(id)].link : id
    }
}
