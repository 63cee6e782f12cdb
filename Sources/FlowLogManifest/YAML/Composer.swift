import CLibYAML
import FlowLogModel

/// Builds the documents of one text from libyaml's events, and keeps to the limits of Contract: Manifest, YAML.
struct Composer {
    enum Limit {
        static let fileBytes = 64 << 20
        static let nesting = 64
        static let directives = 1000
        static let aliasNodes = 1_000_000
        /// Of text that aliases repeat, or `${…}` in what many loggers share.
        static let repeatedBytes = 256 << 20
    }

    /// A whole document, with what is wrong in its YAML.
    struct Composed {
        let source: SourceText
        var document: YAMLDocument
        var findings: [Finding] = []

        init(source: SourceText) {
            self.source = source
            document = YAMLDocument(source: source.bytes)
        }
    }

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
    private var composed: Composed
    /// The innermost open collection, and those around it.
    private var current = Frame()
    private var outer: [Frame] = []
    private var anchors: [[UInt8]: Anchor] = [:]
    private var aliasNodes = 0
    private var aliasBytes = 0

    /// - Parameter source: the file that the parser reads, behind its byte order mark.
    init(_ parser: EventParser, of source: SourceText) {
        self.parser = parser
        self.source = source
        composed = Composed(source: source)
        // About what a manifest of short fields needs; memory that is not used is never touched.
        composed.document.nodes.reserveCapacity(source.bytes.count / 16)
    }

    /// The next document; nil at the end of the text or where it ends early.
    mutating func next() -> Composed? {
        while failure == nil {
            guard parser.advance() else {
                failure = parser.failure().finding(in: source)
                break
            }
            switch parser.event.pointee.type {
            case YAML_DOCUMENT_START_EVENT: begin()
            case YAML_DOCUMENT_END_EVENT: return composed
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
        if !composed.document.nodes.isEmpty { composed = Composed(source: source) }
        current = Frame()
        outer.removeAll(keepingCapacity: true)
        anchors.removeAll()
    }

    private mutating func scalar(_ scalar: yaml_event_t.__Unnamed_union_data.__Unnamed_struct_scalar) {
        let range = range()
        var node = Node(kind: .scalar, start: Int32(range.lowerBound), end: Int32(range.upperBound))
        node.isPlain = scalar.style == YAML_PLAIN_SCALAR_STYLE
        if let tag = scalar.tag { node.isPlain = check(tag: tag, .scalar, at: range) && node.isPlain }
        node.count = Int32(scalar.length)
        let text = UnsafeBufferPointer<UInt8>(start: scalar.value, count: scalar.length)
        let verbatim = scalar.style == YAML_PLAIN_SCALAR_STYLE ? range : range.dropFirst().dropLast()
        node.isVerbatim = source.has(text, at: verbatim)
        if node.isVerbatim {
            node.link = Int32(verbatim.lowerBound)
        } else {
            node.link = Int32(composed.document.text.count)
            composed.document.text.append(contentsOf: text)
        }
        let id = add(node)
        let extent = Extent(nodes: 1, bytes: scalar.length, height: 0)
        if let anchor = bytes(of: scalar.anchor) { anchors[anchor] = Anchor(node: id, extent: extent) }
        grow(by: extent)
    }

    private mutating func open(_ kind: Node.Kind, anchor: UnsafeMutablePointer<UInt8>?, tag: UnsafeMutablePointer<UInt8>?) {
        let range = range()
        guard outer.count < Limit.nesting else { return exceed("nesting deeper than \(Limit.nesting) levels", at: range) }
        if let tag { _ = check(tag: tag, kind, at: range) }
        let id = add(Node(kind: kind, start: Int32(range.lowerBound), end: Int32(range.upperBound)))
        let name = bytes(of: anchor)
        if let name { anchors[name] = Anchor(node: id, extent: nil) }
        outer.append(current)
        current = Frame(node: id, isMapping: kind == .mapping, anchor: name)
    }

    private mutating func close() {
        guard let around = outer.popLast() else { return }
        let frame = current
        current = around
        let end = range()
        // A block collection ends where the next token begins; its last child is what people see as its end.
        let lastEnd = frame.lastChild >= 0 ? composed.document.nodes[Int(frame.lastChild)].end : 0
        let node = Int(frame.node)
        composed.document.nodes[node].count = frame.children
        composed.document.nodes[node].end = max(
            composed.document.nodes[node].end, end.isEmpty ? lastEnd : Int32(end.upperBound))
        if frame.isMapping { composed.checkKeys(of: frame.node) }
        if let anchor = frame.anchor, anchors[anchor]?.node == frame.node {
            anchors[anchor] = Anchor(node: frame.node, extent: frame.extent)
        }
        grow(by: frame.extent)
    }

    private mutating func alias(_ name: [UInt8]) {
        let range = range()
        var node = Node(kind: .alias, start: Int32(range.lowerBound), end: Int32(range.upperBound))
        let text = source.quoting("*" + String(decoding: name, as: UTF8.self))
        if let anchor = anchors[name], let extent = anchor.extent {
            aliasNodes += extent.nodes
            aliasBytes += extent.bytes
            guard aliasNodes <= Limit.aliasNodes else {
                return exceed("aliases add more than \(Limit.aliasNodes) nodes", at: range)
            }
            guard aliasBytes <= Limit.repeatedBytes else {
                return exceed("aliases repeat more than \(Limit.repeatedBytes >> 20) MiB of text", at: range)
            }
            guard outer.count + extent.height <= Limit.nesting else {
                return exceed("with this alias, nesting deeper than \(Limit.nesting) levels", at: range)
            }
            node.link = anchor.node
            _ = add(node)
            grow(by: extent)
        } else {
            let isOpen = anchors[name] != nil
            node.kind = .invalid
            _ = add(node)
            composed.report(
                .yamlSyntax, isOpen ? "alias \(text) stands for a value that contains it" : "unknown alias \(text)",
                help: isOpen
                    ? "an anchor can be used only behind its value"
                    : "set the anchor '&…' before it, in the same document, or quote text that begins with '*'",
                at: range)
        }
    }

    private mutating func exceed(_ message: String, at range: Range<Int>) {
        failure = Finding(
            code: .limitExceeded, message: message, help: "no manifest needs this; split the file or repeat less", range: range)
    }

    /// Adds a node as the next child of the innermost open collection.
    private mutating func add(_ node: Node) -> NodeID {
        let id = NodeID(composed.document.nodes.count)
        composed.document.nodes.append(node)
        if current.lastChild >= 0 {
            composed.document.nodes[Int(current.lastChild)].next = id
        } else if current.node >= 0 {
            composed.document.nodes[Int(current.node)].link = id
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
    private mutating func check(tag: UnsafeMutablePointer<UInt8>, _ kind: Node.Kind, at range: Range<Int>) -> Bool {
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
            composed.report(
                .yamlSyntax, "tag \(source.quoting(shown)) is not supported here",
                help: "leave it out: the field says what its value is; quote text that begins with '!'", at: range)
        }
        return name != core + "str" && name != "!"
    }

    private mutating func range() -> Range<Int> {
        let range = parser.range()
        return range.lowerBound + source.start..<range.upperBound + source.start
    }

    private func bytes(of text: UnsafeMutablePointer<UInt8>?) -> [UInt8]? {
        guard let text else { return nil }
        return Array(String(cString: text).utf8)
    }
}
