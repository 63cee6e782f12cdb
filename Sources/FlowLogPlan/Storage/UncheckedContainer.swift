import FlowLogModel

/// A container of which it is not known whether it can be written, and why.
struct UncheckedContainer: Hashable {
    /// What it is in: those of one storage have one sentence.
    private let storage: String
    /// Nil where the URL does not say it.
    private let name: String?
    private let reason: String

    init(_ url: String, _ container: StorageContainer?, _ failure: StorageFailure) {
        storage = container?.storage ?? url
        name = container?.name
        reason = failure.reason
    }

    private struct Cause: Hashable {
        let storage: String
        let reason: String
    }

    /// One for each storage and reason, in order.
    static func sentences(_ containers: Set<UncheckedContainer>) -> [String] {
        Dictionary(grouping: containers) { Cause(storage: $0.storage, reason: $0.reason) }.map { cause, containers in
            let names = containers.compactMap(\.name).sorted().map { "'\($0)'" }
            let what = names.isEmpty ? cause.storage : "\(names.listed) of \(cause.storage)"
            return "\(what) \(names.count > 1 ? "are" : "is") not checked: \(cause.reason)"
        }.sorted()
    }
}
