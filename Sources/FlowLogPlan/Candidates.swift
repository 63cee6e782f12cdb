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

    fileprivate static func health(_ live: LiveLogger, _ desired: DesiredLogger) -> Int {
        live.status.distance(from: .goal(isEnabled: LoggerTarget(desired, stack: "", live: live).fields.isEnabled))
    }
}

/// Which of a key's loggers stay for now where the others are superseded (Contract: Whose logger is it, Superseded loggers).
struct Survivors {
    private let kept: LiveLogger
    /// The healthiest of the superseded ones, which stays too until the kept one has the desired status; nil if that has it.
    private let standIn: LiveLogger?

    /// - Parameter superseded: by id, so that of equally healthy ones the first one stays.
    init(kept: LiveLogger, superseded: [LiveLogger], for desired: DesiredLogger) {
        self.kept = kept
        let isKeptReady = Candidates.health(kept, desired) == 0
        standIn = isKeptReady ? nil : superseded.min { Candidates.health($0, desired) < Candidates.health($1, desired) }
    }

    /// The one for whose sake a superseded logger goes.
    func keeper(insteadOf live: LiveLogger) -> LiveLogger {
        guard let standIn, standIn.id != live.id else { return kept }
        return standIn
    }
}

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
