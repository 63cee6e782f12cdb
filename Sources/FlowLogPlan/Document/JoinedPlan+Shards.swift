import FlowLogModel

extension JoinedPlan {
    /// Proves that documents are whole runs, or all shards of one, each once.
    static func checkShards(_ files: [(name: String, shard: Shard?)]) throws(Mismatch) {
        var first: (name: String, shard: Shard)?
        var owners: [Int: String] = [:]
        for (name, shard) in files {
            guard let shard else { continue }
            if let first, first.shard.count != shard.count {
                throw Mismatch(message: "\(first.name) is of shard \(first.shard), and \(name) of shard \(shard): they are not of one run")
            }
            if let other = owners.updateValue(name, forKey: shard.index) {
                throw Mismatch(message: "both \(other) and \(name) are of shard \(shard)")
            }
            first = first ?? (name, shard)
        }
        guard let first else { return }
        if let whole = files.first(where: { $0.shard == nil }) {
            throw Mismatch(message: "\(first.name) is of shard \(first.shard), and \(whole.name) of no shard: show them separately")
        }
        let count = first.shard.count
        guard owners.count < count else { return }
        let some = (1...count).lazy.filter { owners[$0] == nil }.prefix(10).map { "\($0)/\(count)" }
        let more = count - owners.count - some.count
        throw Mismatch(
            message: "of the shards of this run, \(some.joined(separator: ", "))\(more > 0 ? " and \(more) more" : "") "
                + "\(some.count + more == 1 ? "is" : "are") missing: name the files of all, or of one")
    }
}
