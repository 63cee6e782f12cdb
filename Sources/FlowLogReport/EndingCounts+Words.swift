import FlowLogApply

extension EndingCounts {
    /// `1 failed, 2 unknown`; empty if all is done.
    var undone: Words { .list(Ending.allCases.filter { $0 != .done }.map { .ifAny(self[$0], "\($0)") }) }
}
