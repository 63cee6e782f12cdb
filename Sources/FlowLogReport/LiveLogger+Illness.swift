import FlowLogModel
import FlowLogPlan

extension LiveLogger {
    /// What is wrong with a logger that is not well, in a few words.
    var illness: Shown {
        guard status == .error else { return "\(status.rawValue), although admin_state_up is \(fields.isEnabled ? "true" : "false")" }
        return errorType.isEmpty ? "ERROR" : "ERROR (\(errorType))"
    }
}
