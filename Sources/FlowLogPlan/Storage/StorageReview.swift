import FlowLogModel

/// What was found of the containers that a stack's new loggers are to write to, and what follows from it (Contract: Storage, Before a
/// create).
struct StorageReview {
    private let isRequired: Bool
    private let facts: StorageFacts
    private let writer: StorageWriter?

    /// Nil if the stack wants no check, or nothing was asked.
    init?(_ input: PlanInput, _ options: PlanOptions) {
        let check = options.storageCheck(of: input.stack)
        guard let facts = input.storage, check != .off else { return nil }
        isRequired = check == .required
        self.facts = facts
        writer = input.stack.storageWriter
    }

    /// Why a logger must not be made where it is to write.
    func block(_ action: Action) -> Block? {
        guard let url = action.newStorageURL else { return nil }
        switch verdict(on: url) {
        case .missing: return .containerMissing(StorageLocation(url)?.container.url ?? url)
        case .notWritable where isRequired: return missingGrant(url).map(Block.containerNotWritable)
        case .ok, .notWritable, .notChecked: return nil
        }
    }

    /// Why changes are refused of which nothing is blocked.
    func refusal(of changes: [Change]) -> Refusal? {
        let unchecked = isRequired ? UncheckedContainer.sentences(self.unchecked(in: changes)) : []
        guard !unchecked.isEmpty else { return nil }
        return Refusal(
            code: .storageNotChecked,
            message: "the run requires a check of the storage, and \(unchecked.joined(separator: "; ")) (--check-storage on)")
    }

    /// What does not stop a run, once for each container and each reason, however many loggers and stacks it concerns.
    static func warnings(_ reviewed: [(review: StorageReview, changes: [Change])]) -> [Plan.Warning] {
        let grants = reviewed.reduce(into: Set()) { $0.formUnion($1.review.missingGrants(in: $1.changes)) }
        let unchecked = reviewed.reduce(into: Set()) { $0.formUnion($1.review.unchecked(in: $1.changes)) }
        return grants.sorted().map(\.warning)
            + UncheckedContainer.sentences(unchecked).map { Plan.Warning(region: nil, code: .storageNotChecked, message: $0) }
    }

    private func missingGrants(in changes: [Change]) -> Set<MissingGrant> {
        Set(changes.compactMap(\.newStorageURL).compactMap(missingGrant))
    }

    private func unchecked(in changes: [Change]) -> Set<UncheckedContainer> {
        Set(
            changes.compactMap(\.newStorageURL).compactMap { url in
                guard case .notChecked(let failure) = verdict(on: url) else { return nil }
                return UncheckedContainer(url, StorageLocation(url)?.container, failure)
            })
    }

    private func missingGrant(_ url: String) -> MissingGrant? {
        guard case .notWritable(let acl, let url) = verdict(on: url), let writer else { return nil }
        return MissingGrant(url: url, acl: acl, writer: writer)
    }

    private func verdict(on url: String) -> ContainerVerdict {
        guard let container = StorageLocation(url)?.container else {
            return .notChecked(StorageFailure(.notChecked, "that is no URL of a container"))
        }
        guard let finding = facts[container] else { return .notChecked(StorageFailure(.notChecked, "it was not asked for")) }
        return ContainerVerdict(finding, writer: writer)
    }
}
