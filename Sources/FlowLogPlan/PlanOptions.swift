package import FlowLogModel

/// What one run is asked to do beyond the manifest (Contract: Commands).
package struct PlanOptions: Sendable, Hashable {
    /// What happens to a stack's loggers.
    package enum Purpose: Sendable {
        /// They become what the manifest says.
        case reconcile
        /// `destroy`: all that the stack owns is deleted.
        case destroy
        /// `release`: the marks go, the loggers live on.
        case release
    }

    /// What the command is for.
    package var purpose: Purpose
    /// The changes that a saved plan has; nothing else is made. Nil without one.
    package var only: Set<ChangeAddress>?
    /// `--target`: only these.
    package var targets: [KeySelector]
    /// `--exclude`: all but these.
    package var excludes: [KeySelector]
    /// `--replace`: replaced although nothing forces it.
    package var replaces: [KeySelector]
    /// `--max-deletes`, which beats the manifest's.
    package var maxDeletes: DeleteLimit?
    /// `--allow-empty`.
    package var allowEmpty: Bool
    /// `--shard`: only its stacks are planned, with those of other shards in view.
    package var shard: Shard?
    /// `--check-storage`; nil leaves it to each stack.
    package var storageCheck: StorageCheck?

    package init(
        purpose: Purpose = .reconcile, targets: [KeySelector] = [], excludes: [KeySelector] = [], replaces: [KeySelector] = [],
        maxDeletes: DeleteLimit? = nil,
        allowEmpty: Bool = false, shard: Shard? = nil, storageCheck: StorageCheck? = nil
    ) {
        self.purpose = purpose
        self.targets = targets
        self.excludes = excludes
        self.replaces = replaces
        self.maxDeletes = maxDeletes
        self.allowEmpty = allowEmpty
        self.shard = shard
        self.storageCheck = storageCheck
    }

    /// The options for planning again after an apply, which has replaced what it was asked to.
    package var withoutReplaces: PlanOptions {
        var options = self
        options.replaces = []
        return options
    }

    /// Whether something may be done for the stack, which is not so for those of other shards.
    package func actsFor(_ stack: DesiredStack) -> Bool { shard?.contains(stack.name) ?? true }

    /// Whether the plan leaves something out.
    package var isPartial: Bool { !targets.isEmpty || !excludes.isEmpty }
}
