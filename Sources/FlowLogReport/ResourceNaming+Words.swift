import FlowLogModel
import FlowLogPlan

extension ResourceNaming {
    /// `prod/web`: what the named resource is called, from the VPC inwards; nil without an answer.
    var wanted: Shown? { names.map(Self.path) }

    /// `prod/web-old -> prod/web`: what a live logger records and what the manifest means, as far as the lists tell.
    var move: Shown? {
        guard let wanted else { return nil }
        return live.map { "\($0) -> \(wanted)" } ?? wanted
    }

    /// What the live logger records now is called; `gone` if there is no such thing any more.
    var live: Shown? {
        switch recorded {
        case .called(let names): Self.path(names)
        case .gone: "gone"
        case nil: nil
        }
    }

    private static func path(_ names: [String]) -> Shown { names.map { Shown($0) }.joined(separator: "/") }
}
