import FlowLogModel

extension YAMLDocument {
    /// The entries of a mapping in their order, aliases followed, then those that merge keys (`<<`) bring: an own key wins over a merged
    /// one, and an earlier source over a later. Entries whose key was reported while composing are left out.
    func entries(of mapping: NodeID) -> [Entry] {
        var entries: [Entry] = []
        var merges: [NodeID] = []
        entries.reserveCapacity(Int(nodes[Int(mapping)].count) / 2)
        let hasMerge = nodes[Int(mapping)].hasMerge
        var child = nodes[Int(mapping)].link
        while child >= 0 {
            let key = target(of: child)
            let valueChild = nodes[Int(child)].next
            guard valueChild >= 0 else { break }
            let value = target(of: valueChild)
            if hasMerge, isMergeKey(key) {
                merges.append(value)
            } else if kind(key) == .scalar {
                entries.append(Entry(key: key, value: value))
            }
            child = nodes[Int(valueChild)].next
        }
        if !merges.isEmpty { append(merged: merges, to: &entries) }
        return entries
    }

    /// Whether the node is the merge key of YAML 1.1: `<<`, not quoted.
    func isMergeKey(_ id: NodeID) -> Bool { nodes[Int(id)].isPlain && scalar(id, is: "<<") }

    private func append(merged merges: [NodeID], to entries: inout [Entry]) {
        var seen = Set(entries.map { FieldValue.string(string($0.key)) })
        for merge in merges {
            for source in kind(merge) == .sequence ? items(of: merge) : [merge] where kind(source) == .mapping {
                for entry in self.entries(of: source) where seen.insert(.string(string(entry.key))).inserted {
                    entries.append(entry)
                }
            }
        }
    }
}
