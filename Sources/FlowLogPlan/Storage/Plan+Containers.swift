package import FlowLogModel

extension Plan {
    /// The containers to ask for before loggers are made that write to them, where nothing else is in the way (Contract: Storage, Before a
    /// create). Who asks plans again, with the answers as `PlanInput.storage`.
    package var containersToCheck: [Place: Set<StorageContainer>] {
        stacks.reduce(into: [:]) { containers, planned in
            guard options.storageCheck(of: planned.stack) != .off else { return }
            for url in planned.changes.compactMap(\.newStorageURL) {
                guard let container = StorageLocation(url)?.container else { continue }
                containers[planned.stack.place, default: []].insert(container)
            }
        }
    }
}

extension Change {
    /// Where the logger that it makes is to write; nil if it makes none.
    var newStorageURL: String? { isPending ? action.newStorageURL : nil }
}

extension Action {
    /// Where the logger that it makes is to write; nil if it makes none.
    var newStorageURL: String? {
        switch self {
        case .create(let target), .replace(_, let target, _, _): target.fields[.storageURL]?.text
        case .noOp, .update, .delete: nil
        }
    }
}
