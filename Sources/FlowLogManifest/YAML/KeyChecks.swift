import FlowLogModel

extension Composer.Composed {
    mutating func report(_ code: Diagnostic.Code, _ message: String, help: String, at range: Range<Int>) {
        findings.append(Finding(code: code, message: message, help: help, range: range))
    }

    /// Checks a whole mapping: keys that are not text, that come twice, and merge keys without a mapping. What is wrong becomes invalid.
    mutating func checkKeys(of mapping: NodeID) {
        var keys: [NodeID] = []
        keys.reserveCapacity(Int(document.nodes[Int(mapping)].count) / 2)
        var child = document.nodes[Int(mapping)].link
        while child >= 0 {
            let value = document.nodes[Int(child)].next
            let key = document.target(of: child)
            if document.kind(key) == .scalar {
                keys.append(child)
                if document.nodes[Int(key)].count == 2, document.isMergeKey(key), value >= 0 {
                    document.nodes[Int(mapping)].hasMerge = true
                    checkMerge(of: value)
                }
            } else if document.kind(key) != .invalid {
                report(
                    .wrongType, "a key must be text, not a \(document.kind(key) == .mapping ? "mapping" : "list")",
                    help: "quote the key if it begins with '[' or '{'", at: document.range(child))
            }
            child = value >= 0 ? document.nodes[Int(value)].next : -1
        }
        keys.count <= 24 ? checkFewForDuplicates(keys) : checkManyForDuplicates(keys)
    }

    private mutating func checkMerge(of value: NodeID) {
        let value = document.target(of: value)
        let sources = document.kind(value) == .sequence ? document.items(of: value) : [value]
        for source in sources where document.kind(source) != .mapping && document.kind(source) != .invalid {
            report(
                .wrongType, "'<<' takes a mapping or a list of mappings", help: "write '<<: *anchor', where the anchor is on a mapping",
                at: document.range(source))
        }
    }

    private mutating func checkFewForDuplicates(_ keys: [NodeID]) {
        for (index, key) in keys.enumerated() {
            let node = document.nodes[Int(document.target(of: key))]
            for earlier in keys[..<index] {
                let other = document.nodes[Int(document.target(of: earlier))]
                if node.count == other.count, haveSameText(node, other) {
                    reportDuplicate(key, of: earlier)
                    break
                }
            }
        }
    }

    private func haveSameText(_ node: Node, _ other: Node) -> Bool {
        for index in 0..<Int(node.count) where document.text[Int(node.link) + index] != document.text[Int(other.link) + index] {
            return false
        }
        return true
    }

    private mutating func checkManyForDuplicates(_ keys: [NodeID]) {
        var first: [ArraySlice<UInt8>: NodeID] = [:]
        first.reserveCapacity(keys.count)
        for key in keys {
            let text = document.bytes(document.target(of: key))
            if let earlier = first[text] {
                reportDuplicate(key, of: earlier)
            } else {
                first[text] = key
            }
        }
    }

    private mutating func reportDuplicate(_ key: NodeID, of earlier: NodeID) {
        let text = source.quoting(document.string(document.target(of: key)))
        let line = source.line(of: document.range(earlier).lowerBound)
        report(.duplicateKey, "duplicate key \(text)", help: "it is at line \(line) already; remove one of them", at: document.range(key))
        document.nodes[Int(key)].kind = .invalid
    }
}
