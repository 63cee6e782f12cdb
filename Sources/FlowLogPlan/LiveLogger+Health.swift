package import FlowLogModel

extension LiveLogger {
    /// Whether it does not do what it says: in ERROR, or with a status that contradicts `admin_state_up`; BUILD is not (Contract: CI and
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
