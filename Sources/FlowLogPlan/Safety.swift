import FlowLogModel

/// What is dangerous, decided once for a stack's finished changes.
enum Safety {
    /// - Parameters:
    ///   - changes: all changes of the stack.
    ///   - owned: how many live loggers carry its mark before the run.
    ///   - deletable: how many it may delete: the base of a percentage.
    ///   - storage: what was found of its containers.
    static func refusal(
        of changes: [Change], stack: DesiredStack, owned: Int, deletable: Int, options: PlanOptions, storage: StorageReview?
    ) -> Refusal? {
        let codes = changes.compactMap { $0.blocked?.code.rawValue }
        if !codes.isEmpty {
            let count = codes.count == 1 ? "1 change of \(stack.name) is" : "\(codes.count) changes of \(stack.name) are"
            let distinct = Set(codes).sorted().joined(separator: ", ")
            return Refusal(code: .blocked, message: "\(count) blocked (\(distinct)): nothing is done until the manifest settles it")
        }
        guard options.purpose == .reconcile else { return nil }
        let ending = changes.count(where: \.endsCapture)
        let limit = limit(options.maxDeletes ?? stack.maxDeletes, of: deletable)
        if stack.loggers.isEmpty, owned > 0, !options.allowEmpty {
            let alsoTooMany = ending > limit ? " --max-deletes \(ending)" : ""
            return Refusal(
                code: .emptyManifest,
                message: "the manifest of \(stack.name) has no loggers, and the stack owns \(owned) (--allow-empty\(alsoTooMany))")
        }
        guard ending > limit else { return storage?.refusal(of: changes) }
        let base = deletable == owned ? "owned loggers" : "loggers that it may delete"
        return Refusal(
            code: .maxDeletes,
            message:
                "this plan deletes \(ending) of \(deletable) \(base), the limit is \(limit) (--max-deletes \(ending), or safety.max_deletes)"
        )
    }

    /// The same for a plan that was read back, which says what is owned only by its changes.
    static func refusal(ofSaved changes: [Change], stack: DesiredStack, options: PlanOptions) -> Refusal? {
        let released = Set(stack.released)
        let owned = changes.count { change in
            change.action.live?.mark.map { $0.stack == stack.name && !released.contains($0.key) } ?? false
        }
        let prunable = changes.count { $0.key == nil }
        return refusal(of: changes, stack: stack, owned: owned, deletable: owned + prunable, options: options, storage: nil)
    }

    /// How many a run may end: an explicit limit as it is; else 30 %, at most 10, at least 1.
    private static func limit(_ limit: DeleteLimit?, of owned: Int) -> Int {
        switch limit {
        case .count(let count): count
        case .percent(let percent): owned * percent / 100
        case nil: max(1, min(10, owned * 30 / 100))
        }
    }
}
