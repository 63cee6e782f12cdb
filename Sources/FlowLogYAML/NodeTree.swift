import FlowLogModel

/// Where a node is in its tree.
typealias NodeID = Int32

/// A document's nodes in one array. Aliases share their target, so it never grows beyond the size of its text.
struct NodeTree {
    /// One node, without its text and children: those are found through the tree.
    struct Node {
        var kind: Kind
        /// For a scalar: neither quoted, nor a block, nor tagged `!!str`, so that `true`, `8` and `null` mean something.
        var isPlain = false
        /// For a scalar: a block after `|` or `>`.
        var isBlock = false
        /// For a scalar: its text is in the source as it reads, without escapes and folded lines.
        var isVerbatim = false
        /// For a mapping: one of its keys is `<<`.
        var hasMerge = false
        /// Bytes of the source; the end of a collection is that of its last child if it has no closing bracket.
        var start: Int32
        var end: Int32
        /// A scalar's first byte, in the source or in the tree's own text, a collection's first child (keys and values alternate), an
        /// alias's target; -1 if none.
        var link: NodeID = -1
        /// A scalar's bytes, a collection's children.
        var count: Int32 = 0
        /// The next child of the same parent; -1 if none.
        var next: NodeID = -1
    }

    enum Kind: UInt8 {
        case scalar, sequence, mapping
        /// Stands for the node at `link`.
        case alias
        /// Was reported while composing; readers pass over it.
        case invalid
    }

    /// The file's bytes.
    let source: [UInt8]
    var nodes: [Node] = []
    /// The text of the scalars that the source does not have verbatim.
    var text: [UInt8] = []

    /// The outermost node; nil for a document without content.
    var root: NodeID? { nodes.isEmpty ? nil : 0 }

    subscript(id: NodeID) -> Node {
        get { nodes[Int(id)] }
        _modify { yield &nodes[Int(id)] }
    }

    func kind(_ id: NodeID) -> Kind { self[id].kind }

    func range(_ id: NodeID) -> Range<Int> { Int(self[id].start)..<Int(max(self[id].start, self[id].end)) }

    /// The node itself, or what an alias stands for.
    func target(of id: NodeID) -> NodeID { kind(id) == .alias ? self[id].link : id }

    /// The children of a collection in their order, aliases not followed.
    func children(of id: NodeID) -> [NodeID] {
        var children: [NodeID] = []
        children.reserveCapacity(Int(self[id].count))
        var child = self[id].link
        while child >= 0 {
            children.append(child)
            child = self[child].next
        }
        return children
    }

    /// The items of a sequence, aliases followed.
    func items(of id: NodeID) -> [NodeID] { children(of: id).map(target) }

    // MARK: scalars

    /// Calls a function with the bytes of a scalar.
    func withText<Result>(_ id: NodeID, _ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
        let node = self[id]
        let range = Int(node.link)..<Int(node.link + node.count)
        return node.isVerbatim
            ? source.withUnsafeBufferPointer { body(UnsafeBufferPointer(rebasing: $0[range])) }
            : text.withUnsafeBufferPointer { body(UnsafeBufferPointer(rebasing: $0[range])) }
    }

    /// The text of a scalar.
    func string(_ id: NodeID) -> String { withText(id) { String(decoding: $0, as: UTF8.self) } }

    /// Whether the node is a scalar with this text, quoted or not.
    func isScalar(_ id: NodeID, _ text: String) -> Bool {
        kind(id) == .scalar && Int(self[id].count) == text.utf8.count
            && withText(id) { bytes in text.withBytes { bytes.hasSameBytes(as: $0) } }
    }

    /// Whether the node is a scalar that means null: nothing, `~` or `null`, not quoted.
    func isNull(_ id: NodeID) -> Bool {
        self[id].isPlain && (self[id].count == 0 && kind(id) == .scalar || isScalar(id, "~") || isScalar(id, "null"))
    }

    /// Whether the node is the merge key of YAML 1.1: `<<`, not quoted.
    func isMergeKey(_ id: NodeID) -> Bool { self[id].isPlain && isScalar(id, "<<") }
}
