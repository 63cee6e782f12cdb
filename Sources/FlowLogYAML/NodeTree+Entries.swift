extension NodeTree {
    /// A key, which is a scalar, and its value; aliases are followed.
    struct Entry {
        let key: NodeID
        let value: NodeID
    }

    /// The keys and values of a mapping as they are written, aliases not followed.
    func pairs(of mapping: NodeID) -> [(key: NodeID, value: NodeID)] {
        let children = children(of: mapping)
        return stride(from: 0, to: children.count - 1, by: 2).map { (children[$0], children[$0 + 1]) }
    }

    /// The entries of a mapping in their order, then those that merge keys (`<<`) bring: an own key wins over a merged one, and an earlier
    /// source over a later. Entries whose key was reported while composing are left out.
    func entries(of mapping: NodeID) -> [Entry] {
        let hasMerge = self[mapping].hasMerge
        var entries: [Entry] = []
        var merges: [NodeID] = []
        entries.reserveCapacity(Int(self[mapping].count) / 2)
        for pair in pairs(of: mapping) {
            let entry = Entry(key: target(of: pair.key), value: target(of: pair.value))
            if hasMerge, isMergeKey(entry.key) {
                merges.append(entry.value)
            } else if kind(entry.key) == .scalar {
                entries.append(entry)
            }
        }
        if !merges.isEmpty { append(merged: merges, to: &entries) }
        return entries
    }

    private func append(merged merges: [NodeID], to entries: inout [Entry]) {
        var seen = Set(entries.map { ExactText(string($0.key)) })
        for merge in merges {
            for source in kind(merge) == .sequence ? items(of: merge) : [merge] where kind(source) == .mapping {
                for entry in self.entries(of: source) where seen.insert(ExactText(string(entry.key))).inserted {
                    entries.append(entry)
                }
            }
        }
    }
}
