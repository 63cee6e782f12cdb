package import FlowLogModel

/// What one run is asked to do beyond the manifest (CONTRACT section 2).
package struct PlanOptions: Sendable, Hashable {
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

    package init(
        targets: [KeySelector] = [], excludes: [KeySelector] = [], replaces: [KeySelector] = [], maxDeletes: DeleteLimit? = nil,
        allowEmpty: Bool = false
    ) {
        self.targets = targets
        self.excludes = excludes
        self.replaces = replaces
        self.maxDeletes = maxDeletes
        self.allowEmpty = allowEmpty
    }

    /// The options for planning again after an apply, which has replaced what it was asked to.
    package var withoutReplaces: PlanOptions {
        var options = self
        options.replaces = []
        return options
    }

    /// Whether the plan leaves something out.
    package var isPartial: Bool { !targets.isEmpty || !excludes.isEmpty }

    /// Whether a change of this key is to be made; a logger without a key is left out once there are targets.
    func selects(stack: String, key: String?) -> Bool {
        guard let key else { return targets.isEmpty }
        return (targets.isEmpty || targets.contains { $0.matches(stack: stack, key: key) })
            && !excludes.contains { $0.matches(stack: stack, key: key) }
    }
}

/// A `KEY` or `STACK/KEY` of an option.
package struct KeySelector: Sendable, Hashable {
    /// As the user wrote it.
    package let text: String

    package init(_ text: String) { self.text = text }

    /// Whether it means this logger.
    package func matches(stack: String, key: String) -> Bool { text == key || text == "\(stack)/\(key)" }
}
