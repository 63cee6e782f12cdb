import CLibYAML
import FlowLogModel

/// Builds the documents of one text from libyaml's events, and keeps to the limits.
struct Composer {
    private struct Frame {
        /// -1 outside of all collections.
        var node: NodeID = -1
        var isMapping = false
        var anchor: [UInt8]?
        var lastChild: NodeID = -1
        var children: Int32 = 0
        var extent = Extent(nodes: 1, bytes: 0, height: 1)
    }

    /// How much a node is, with all below it and what aliases stand for.
    private struct Extent {
        var nodes: Int
        /// Of the text of scalars.
        var bytes: Int
        /// Levels.
        var height: Int
    }

    private struct Anchor {
        let node: NodeID
        /// Nil while the node is open: an alias to it would contain itself.
        let extent: Extent?
    }

    /// What ended the text early, after the last whole document.
    private(set) var failure: Finding?

    private let parser: EventParser
    private let source: SourceText
    private var draft: DocumentDraft
    /// The innermost open collection, and those around it.
    private var current = Frame()
    private var outer: [Frame] = []
    private var anchors: [[UInt8]: Anchor] = [:]
    private var aliasNodes = 0
    private var aliasBytes = 0

    /// - Parameter source: the file that the parser reads.
    init(_ parser: EventParser, of source: SourceText) {
        self.parser = parser
        self.source = source
        draft = DocumentDraft(source: source)
    }

    /// The next document; nil at the end of the text or where it ends early.
    mutating func next() -> YAMLDocument? {
        // `failure == nil` would copy it at every event.
        while failure?.code == nil {
            guard parser.advance() else {
                failure = parser.failure().finding(in: source)
                break
            }
            switch parser.event.pointee.type {
            case YAML_DOCUMENT_START_EVENT: begin()
            case YAML_DOCUMENT_END_EVENT: return YAMLDocument(draft)
            case YAML_STREAM_END_EVENT: return nil
            case YAML_SCALAR_EVENT: scalar(parser.event.pointee.data.scalar)
            case YAML_SEQUENCE_START_EVENT:
                let start = parser.event.pointee.data.sequence_start
                open(.sequence, anchor: start.anchor, tag: start.tag)
            case YAML_MAPPING_START_EVENT:
                let start = parser.event.pointee.data.mapping_start
                open(.mapping, anchor: start.anchor, tag: start.tag)
            case YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT: close()
            case YAML_ALIAS_EVENT: alias(bytes(of: parser.event.pointee.data.alias.anchor) ?? [])
            default: break
            }
        }
        return nil
    }

    private mutating func begin() {
        draft = DocumentDraft(source: source)
        current = Frame()
        outer.removeAll(keepingCapacity: true)
        anchors.removeAll()
    }

    private mutating func scalar(_ scalar: yaml_event_t.__Unnamed_union_data.__Unnamed_struct_scalar) {
        let range = parser.range()
        let isPlain = scalar.style == YAML_PLAIN_SCALAR_STYLE
        var node = node(.scalar, at: range)
        node.isPlain = isPlain
        node.isBlock = scalar.style == YAML_LITERAL_SCALAR_STYLE || scalar.style == YAML_FOLDED_SCALAR_STYLE
        if let tag = scalar.tag { node.isPlain = check(tag: tag, .scalar, at: range) && isPlain }
        node.count = Int32(scalar.length)
        let text = UnsafeBufferPointer<UInt8>(start: scalar.value, count: scalar.length)
        let verbatim = isPlain ? range : range.dropFirst().dropLast()
        node.isVerbatim = source.has(text, at: verbatim)
        if node.isVerbatim {
            node.link = Int32(verbatim.lowerBound)
        } else {
            node.link = Int32(draft.tree.text.count)
            draft.tree.text.append(contentsOf: text)
        }
        let id = add(node)
        let extent = Extent(nodes: 1, bytes: scalar.length, height: 0)
        if let anchor = bytes(of: scalar.anchor) { anchors[anchor] = Anchor(node: id, extent: extent) }
        grow(by: extent)
    }

    private mutating func open(_ kind: NodeTree.Kind, anchor: UnsafeMutablePointer<UInt8>?, tag: UnsafeMutablePointer<UInt8>?) {
        let range = parser.range()
        guard outer.count < YAMLLimit.nesting else { return exceed("nesting deeper than \(YAMLLimit.nesting) levels", at: range) }
        if let tag { _ = check(tag: tag, kind, at: range) }
        let id = add(node(kind, at: range))
        let name = bytes(of: anchor)
        if let name { anchors[name] = Anchor(node: id, extent: nil) }
        outer.append(current)
        current = Frame(node: id, isMapping: kind == .mapping, anchor: name)
    }

    private mutating func close() {
        guard let around = outer.popLast() else { return }
        let frame = current
        current = around
        let end = parser.range()
        // A block collection ends where the next token begins; its last child is what people see as its end.
        let lastEnd = frame.lastChild >= 0 ? draft.tree[frame.lastChild].end : 0
        draft.tree[frame.node].count = frame.children
        draft.tree[frame.node].end = max(draft.tree[frame.node].end, end.isEmpty ? lastEnd : Int32(end.upperBound))
        if frame.isMapping { draft.checkKeys(of: frame.node) }
        if let anchor = frame.anchor, anchors[anchor]?.node == frame.node {
            anchors[anchor] = Anchor(node: frame.node, extent: frame.extent)
        }
        grow(by: frame.extent)
    }

    private mutating func alias(_ name: [UInt8]) {
        let range = parser.range()
        guard let anchor = anchors[name], let extent = anchor.extent else {
            _ = add(node(.invalid, at: range))
            return reportUnusable(name, isOpen: anchors[name] != nil, at: range)
        }
        aliasNodes += extent.nodes
        aliasBytes += extent.bytes
        guard aliasNodes <= YAMLLimit.aliasNodes else {
            return exceed("aliases add more than \(YAMLLimit.aliasNodes) nodes", at: range)
        }
        guard aliasBytes <= YAMLLimit.repeatedBytes else {
            return exceed("aliases repeat more than \(YAMLLimit.repeatedBytes >> 20) MiB of text", at: range)
        }
        guard outer.count + extent.height <= YAMLLimit.nesting else {
            return exceed("with this alias, nesting deeper than \(YAMLLimit.nesting) levels", at: range)
        }
        var node = node(.alias, at: range)
        node.link = anchor.node
        _ = add(node)
        grow(by: extent)
    }

    private mutating func reportUnusable(_ name: [UInt8], isOpen: Bool, at range: Range<Int>) {
        let text = source.quoting("*" + String(decoding: name, as: UTF8.self))
        if isOpen {
            draft.report(
                .yamlSyntax, "alias \(text) stands for a value that contains it", help: "an anchor can be used only after its value",
                at: range)
        } else {
            draft.report(
                .yamlSyntax, "unknown alias \(text)",
                help: "set the anchor '&…' before it, in the same document, or quote text that begins with '*'", at: range)
        }
    }

    private mutating func exceed(_ message: String, at range: Range<Int>) {
        failure = Finding(
            code: .limitExceeded, message: message, help: "split the file, or repeat less", range: range)
    }

    private func node(_ kind: NodeTree.Kind, at range: Range<Int>) -> NodeTree.Node {
        NodeTree.Node(kind: kind, start: Int32(range.lowerBound), end: Int32(range.upperBound))
    }

    /// Adds a node as the next child of the innermost open collection.
    private mutating func add(_ node: NodeTree.Node) -> NodeID {
        let id = NodeID(draft.tree.nodes.count)
        draft.tree.nodes.append(node)
        if current.lastChild >= 0 {
            draft.tree[current.lastChild].next = id
        } else if current.node >= 0 {
            draft.tree[current.node].link = id
        }
        current.lastChild = id
        current.children += 1
        return id
    }

    /// Adds the extent of a whole child to the innermost open collection.
    private mutating func grow(by child: Extent) {
        current.extent.nodes += child.nodes
        current.extent.bytes += child.bytes
        current.extent.height = max(current.extent.height, child.height + 1)
    }

    /// Whether the scalar may mean more than its text; reports tags that are not YAML's own.
    private mutating func check(tag: UnsafeMutablePointer<UInt8>, _ kind: NodeTree.Kind, at range: Range<Int>) -> Bool {
        let name = String(cString: tag)
        let core = "tag:yaml.org,2002:"
        let allowed: [String] =
            switch kind {
            case .scalar: ["str", "int", "bool", "null", "float"].map { core + $0 } + ["!"]
            case .mapping: [core + "map", "!"]
            default: [core + "seq", "!"]
            }
        if !allowed.contains(name) {
            let shown = name.hasPrefix(core) ? "!!" + name.dropFirst(core.count) : name
            draft.report(
                .yamlSyntax, "tag \(source.quoting(shown)) is not supported here",
                help: "leave it out: the field says what its value is; quote text that begins with '!'", at: range)
        }
        return name != core + "str" && name != "!"
    }

    private func bytes(of text: UnsafeMutablePointer<UInt8>?) -> [UInt8]? {
        guard let text else { return nil }
        return Array(String(cString: text).utf8)
    }
}
