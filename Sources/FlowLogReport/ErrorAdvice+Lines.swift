import FlowLogModel

extension ErrorAdvice {
    /// What every report says about it.
    var lines: [Shown] { ["cause: \(cause)", "advice: \(advice)"] }
}
