import FlowLogModel

/// How people tell the stacks of a plan apart: by name and region, and where several clouds have both, by the cloud too (Contract: Many
/// stacks, One stack in many clouds). Only this decides where the cloud is named.
struct StackNames {
    private struct Name: Hashable {
        let stack: String
        let region: String?
    }

    private let shared: Set<Name>

    /// - Parameter stacks: all of the plan.
    init(_ stacks: [DesiredStack]) {
        var seen: Set<Name> = []
        shared = Set(stacks.map { Name(stack: $0.name, region: $0.place.region) }.filter { !seen.insert($0).inserted })
    }

    /// Whether only the cloud tells the stack from others.
    func needCloud(for stack: String, in place: Place) -> Bool {
        !shared.isEmpty && shared.contains(Name(stack: stack, region: place.region))
    }

    /// A stack, or something in it, as people and selectors name it.
    /// - Parameter withCloud: puts the cloud in front; nothing stands for none.
    static func name(_ text: String, in place: Place, withCloud: Bool) -> String {
        withCloud ? "\(place.cloud ?? ""):\(text)" : text
    }
}
