import FlowLogModel

/// Which of several loggers marked with one key is kept (Contract: Whose logger is it, Matching).
enum Candidates {
    /// Where the manifest does not say which, an enabled one before all that are switched off; then the one that equals the desired
    /// immutable fields, then the healthier, then the newest, then the one with the smaller id.
    static func best(of candidates: [LiveLogger], for desired: DesiredLogger, stack: String) -> LiveLogger? {
        candidates.min { left, right in
            if desired.ignoreChanges.contains(.adminStateUp), left.fields.isEnabled != right.fields.isEnabled {
                return left.fields.isEnabled
            }
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

    static func health(_ live: LiveLogger, _ desired: DesiredLogger) -> Int {
        live.status.distance(from: .goal(isEnabled: LoggerTarget(desired, stack: "", live: live).fields.isEnabled))
    }
}
