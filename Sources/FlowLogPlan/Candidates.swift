import FlowLogModel

/// Which of several loggers marked with one key is kept (CONTRACT section 3, rule 1).
enum Candidates {
    /// The one that equals the desired immutable fields, then the healthier, then the newest, then the one with the smaller id.
    static func best(of candidates: [LiveLogger], for desired: DesiredLogger, stack: String) -> LiveLogger? {
        candidates.min { left, right in
            let (leftFits, rightFits) = (fits(left, desired, stack), fits(right, desired, stack))
            if leftFits != rightFits { return leftFits }
            let (leftHealth, rightHealth) = (health(left, desired), health(right, desired))
            if leftHealth != rightHealth { return leftHealth < rightHealth }
            if left.createdAt != right.createdAt { return left.createdAt > right.createdAt }
            return left.id < right.id
        }
    }

    private static func fits(_ live: LiveLogger, _ desired: DesiredLogger, _ stack: String) -> Bool {
        !LoggerTarget(desired, stack: stack, live: live).differences(from: live).contains(where: \.forcesReplacement)
    }

    private static func health(_ live: LiveLogger, _ desired: DesiredLogger) -> Int {
        live.status.distance(from: .goal(isEnabled: LoggerTarget(desired, stack: "", live: live).fields.isEnabled))
    }
}

extension LiveLogger {
    /// Whether it does not do what it says: in ERROR, or with a status that contradicts `admin_state_up`; BUILD is not (CONTRACT section 7).
    package var isUnhealthy: Bool {
        switch status {
        case .error: true
        case .active: !fields.isEnabled
        case .inactive: fields.isEnabled
        default: false
        }
    }
}
