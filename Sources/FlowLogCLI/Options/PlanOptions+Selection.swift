import FlowLogPlan

extension PlanOptions {
    init(_ selection: SelectionOptions, _ shard: ShardOptions, _ changes: ChangeOptions? = nil) {
        self.init(
            targets: selection.target.map(KeySelector.init), excludes: selection.exclude.map(KeySelector.init),
            replaces: changes?.replace.map(KeySelector.init) ?? [], maxDeletes: changes?.maxDeletes,
            allowEmpty: changes?.allowEmpty ?? false, shard: shard.shard, storageCheck: changes?.checkStorage)
    }
}
