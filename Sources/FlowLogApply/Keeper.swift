import FlowLogModel
import FlowLogPlan

/// The logger that stays where another one is superseded.
struct Keeper {
    let id: String
    /// What it is to be; nil if the run leaves it alone.
    let target: LoggerTarget?
    /// Whether everything due for it is done, so that its status is worth waiting for.
    let isSettled: Bool
    /// The healthiest of the superseded ones, which stays until the kept one is ready; nil where it is that one which is superseded.
    let standIn: LiveLogger?

    /// The status that it should have, where the run knows.
    var goal: LoggerStatus? { target?.goal }
}
