import FlowLogModel

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
