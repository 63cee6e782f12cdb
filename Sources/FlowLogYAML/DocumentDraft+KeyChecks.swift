import FlowLogModel

extension DocumentDraft {
    /// Checks a whole mapping: keys that are not text, that come twice, and merge keys without a mapping. What is wrong becomes invalid.
    mutating func checkKeys(of mapping: NodeID) {
        var texts: [NodeID] = []
        for (key, value) in tree.pairs(of: mapping) {
            let target = tree.target(of: key)
            guard tree.kind(target) == .scalar else {
                reportNotText(key, target)
                continue
            }
            if tree.isMergeKey(target) {
                tree[mapping].hasMerge = true
                checkMerge(of: tree.target(of: value))
            }
            texts.append(key)
        }
        for (key, earlier) in tree.repetitions(among: texts) { reportDuplicate(key, of: earlier) }
    }

    private mutating func reportNotText(_ key: NodeID, _ target: NodeID) {
        if tree.kind(target) == .invalid { return }
        report(
            .wrongType, "a key must be text, not a \(tree.kind(target) == .mapping ? "mapping" : "list")",
            help: "quote the key if it begins with '[' or '{'", at: tree.range(key))
    }

    private mutating func checkMerge(of value: NodeID) {
        let sources = tree.kind(value) == .sequence ? tree.items(of: value) : [value]
        for source in sources where tree.kind(source) != .mapping && tree.kind(source) != .invalid {
            report(
                .wrongType, "'<<' takes a mapping or a list of mappings", help: "write '<<: *anchor', where the anchor is on a mapping",
                at: tree.range(source))
        }
    }

    private mutating func reportDuplicate(_ key: NodeID, of earlier: NodeID) {
        let target = tree.target(of: key)
        let line = source.line(of: tree.range(earlier).lowerBound)
        let wayOut = tree.isMergeKey(target) ? "write one '<<' with a list: '<<: [*first, *second]'" : "remove one of them"
        report(
            .duplicateKey, "duplicate key \(source.quoting(tree.string(target)))", help: "line \(line) already has it; \(wayOut)",
            at: tree.range(key))
        tree[key].kind = .invalid
    }
}
