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
        // A bit for the length and the last letter of each text that came: most keys need no look at those before. Lengths are near each
        // other, so letters are spread.
        var seen: UInt64 = 0
        for (index, key) in keys.enumerated() {
            let target = document.target(of: key)
            let bit = document.withText(target) { UInt64(1) << ((UInt64($0.count) &+ UInt64($0.last ?? 0) &* 5) % 64) }
            if seen & bit != 0, let earlier = keys[..<index].first(where: { hasText(of: target, $0) }) {
                reportDuplicate(key, of: earlier)
            }
            seen |= bit
        }
    }

    /// Whether a key has this text; one that was reported is left out: it repeats an earlier one, and no longer says what it stood for.
    private func hasText(of target: NodeID, _ key: NodeID) -> Bool {
        document.kind(key) != .invalid && document.hasSameText(document.target(of: key), target)
    }

    private mutating func checkManyForDuplicates(_ keys: [NodeID]) {
        // In order of their bytes, as programs and many people write them, they cannot be equal.
        if keys.indices.dropFirst().allSatisfy({ document.precedes(document.target(of: keys[$0 - 1]), document.target(of: keys[$0])) }) {
            return
        }
        var first: [FieldValue: NodeID] = [:]
        first.reserveCapacity(keys.count)
        for key in keys {
            let text = FieldValue.string(document.string(document.target(of: key)))
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
        let wayOut =
            document.isMergeKey(document.target(of: key))
            ? "write one '<<' with a list: '<<: [*first, *second]'" : "remove one of them"
        report(.duplicateKey, "duplicate key \(text)", help: "it is at line \(line) already; \(wayOut)", at: document.range(key))
        document.nodes[Int(key)].kind = .invalid
    }
}
