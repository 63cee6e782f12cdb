import Glibc

extension NodeTree {
    /// A key, which is a scalar, and its value; aliases are followed.
    struct Entry {
        let key: NodeID
        let value: NodeID
    }

    /// The keys and values of a mapping as they are written, aliases not followed.
    func pairs(of mapping: NodeID) -> [(key: NodeID, value: NodeID)] {
        var pairs: [(key: NodeID, value: NodeID)] = []
        pairs.reserveCapacity(Int(self[mapping].count) / 2)
        var key = self[mapping].link
        while key >= 0, case let value = self[key].next, value >= 0 {
            pairs.append((key, value))
            key = self[value].next
        }
        return pairs
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

    /// The keys that have the text of an earlier one, in the order of the text, each with the first of its kind.
    func repetitions(among keys: [NodeID]) -> [(key: NodeID, first: NodeID)] {
        // Sorting costs less than hashing: most mappings have few keys, and these differ early.
        let sorted = keys.sorted { left, right in
            let order = order(left, right)
            return order == 0 ? left < right : order < 0
        }
        var found: [(key: NodeID, first: NodeID)] = []
        var first = sorted.first
        for key in sorted.dropFirst() {
            if let first, order(first, key) == 0 { found.append((key, first)) } else { first = key }
        }
        return found.sorted { $0.key < $1.key }
    }

    /// How two keys compare: below 0 if the first one comes first, 0 if they have the same text. Shorter ones come first.
    private func order(_ left: NodeID, _ right: NodeID) -> Int {
        let (left, right) = (target(of: left), target(of: right))
        let difference = Int(self[left].count) - Int(self[right].count)
        if difference != 0 { return difference }
        return withText(left) { left in
            withText(right) { right in
                guard let start = left.baseAddress, let other = right.baseAddress else { return 0 }
                return Int(memcmp(start, other, left.count))
            }
        }
    }
}
