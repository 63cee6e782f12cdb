package import FlowLogModel

extension LiveLogger {
    /// Whether it is in ERROR, or has a status that contradicts `admin_state_up`; a logger in BUILD is not unhealthy (Contract: CI and
    /// cron, Drift).
    package var isUnhealthy: Bool {
        switch status {
        case .error: true
        case .active: !fields.isEnabled
        case .inactive: fields.isEnabled
        default: false
        }
    }
}
