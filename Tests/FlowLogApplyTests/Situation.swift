import FlowLogApply
import FlowLogModel
import FlowLogPlan
import Synchronization
import TestSupport

/// A manifest and what is live before the first run.
struct Situation: Sendable {
    let stack: DesiredStack
    let list: [LiveLogger]
    let answers: ResourceAnswers

    /// Every kind of action in one plan, and loggers that are nobody's business.
    static let mixed: Situation = {
        let off: [LoggerField: FieldValue?] = [.adminStateUp: .boolean(false), .description: .string("new")]
        let drop: [LoggerField: FieldValue?] = [.filter: .string("DROP")]
        let text: [LoggerField: FieldValue?] = [.description: .string("text")]
        let pinned = desired("pinned", target: 5)
        let loggers = [
            desired("add", target: 1), desired("adopt", target: 9), desired("apart", target: 4, replace: .deleteFirst),
            desired("beside", target: 3), desired("edit", target: 2, off), desired("heir", target: 7),
            DesiredLogger(key: pinned.key, fields: pinned.fields, preventDestroy: false, pinnedID: uuid(1005)),
            desired("same", target: 10), desired("twin", target: 6, text),
        ]
        var stranger = live(21, like: desired("add", target: 1))
        stranger.projectID = "another"
        let list = [
            live(2, like: desired("edit", target: 2)), live(3, like: desired("beside", target: 3), drop),
            live(4, like: desired("apart", target: 4), drop), live(5, like: pinned, owner: nil, drop),
            live(6, like: desired("twin", target: 6), createdAt: "2026-01-03"),
            live(16, like: desired("twin", target: 6), createdAt: "2026-01-02"),
            live(7, like: desired("gone", target: 7)), live(8, like: desired("extra", target: 8)),
            live(9, like: desired("adopt", target: 9), owner: nil), live(10, like: desired("same", target: 10)), stranger,
            live(22, like: desired("add", target: 1, [.name: .string("theirs")]), owner: "other"),
            live(23, like: desired("nobody", target: 11), owner: nil),
        ]
        return Situation(stack: TestSupport.stack(loggers, maxDeletes: .count(1000)), list: list)
    }()

    init(stack: DesiredStack, list: [LiveLogger], answers: ResourceAnswers = ResourceAnswers()) {
        self.stack = stack
        self.list = list
        self.answers = answers
    }

    /// A random world that one whole run settles: without blocked changes, and without ERROR, which only people can repair.
    init?(using random: inout SeededRandom) throws {
        let world = RandomWorld(using: &random)
        answers = world.answers
        stack = world.stack.answered(by: answers)
        list = world.list.map { logger in
            guard logger.status == .error else { return logger }
            var logger = logger
            logger.status = .goal(isEnabled: logger.fields.isEnabled)
            return logger
        }
        let plan = try plan()
        guard !stack.loggers.isEmpty, plan.refusal == nil, plan.hasChanges, try !hasRiskyGap(plan) else { return nil }
        // Which of several loggers of one key is kept may change when a run is stopped, and where one of them is protected people decide
        // (Contract: Whose logger is it, Superseded loggers).
        for logger in stack.loggers {
            let candidates = list.filter { $0.mark?.stack == stack.name && ([logger.key] + logger.ownPreviousKeys).contains($0.mark?.key) }
            let isCleanUp = candidates.allSatisfy {
                $0.mark?.key == logger.key && $0.surroundings == nil && $0.fields.hasSameTarget(as: logger.fields)
            }
            if candidates.count > 1, !isCleanUp, candidates.contains(where: { $0.mark?.isProtected == true }) { return nil }
        }
    }

    /// Whether a `delete_first` that is stopped in its gap leaves a key that the manifest does not simply create again: because it pins
    /// the deleted logger, or because another logger has the name. Then the next plan says what people have to decide (Contract: Whose
    /// logger is it).
    private func hasRiskyGap(_ plan: Plan) throws -> Bool {
        try plan.changes.contains { change in
            guard case .replace(let old, let target, _, _) = change.action, target.strategy == .deleteFirst else { return false }
            let gap = Situation(
                stack: stack, list: list.filter { $0.id != old.id && $0.mark?.owner != target.mark?.owner }, answers: answers)
            return try !gap.plan().changes.contains { again in
                if case .create = again.action { again.fullAddress == change.fullAddress && again.blocked == nil } else { false }
            }
        }
    }

    func plan() throws -> Plan { try plan(list) }

    func plan(_ list: [LiveLogger]) throws -> Plan {
        makePlan([PlanInput(stack, .success(try LiveState(region: "KR1", projectID: "project", list: list)), answers)])
    }

    /// The loggers of the stack's project that carry the mark of a key.
    static func owned(_ key: String, _ loggers: [LiveLogger]) -> [LiveLogger] {
        loggers.filter { $0.projectID == "project" && $0.mark?.owner == "prod/\(key)" }
    }

    // MARK: after it all

    /// What must be 0 once a run has gone through.
    struct Damage: Sendable, Equatable, CustomStringConvertible {
        var duplicates = 0
        var lost = 0
        var wronglyTouched = 0

        var description: String { "\(duplicates) duplicates, \(lost) lost, \(wronglyTouched) wrongly deleted or changed" }

        static func += (left: inout Damage, right: Damage) {
            left.duplicates += right.duplicates
            left.lost += right.lost
            left.wronglyTouched += right.wronglyTouched
        }
    }

    /// - Parameter after: what is there in the end; a logger that should have gone, and has lost its mark, counts as a duplicate.
    func damage(_ after: [LiveLogger]) throws -> Damage {
        var damage = Damage()
        for logger in stack.loggers {
            let count = Self.owned(logger.key, after).count
            damage.duplicates += max(0, count - 1)
            damage.lost += count == 0 ? 1 : 0
        }
        let changes = try plan().changes
        let ending = Set(changes.filter(\.endsLogger).compactMap { $0.action.live?.id })
        damage.duplicates += after.count { $0.mark == nil && ending.contains($0.id) }
        let planned = Set(changes.compactMap { $0.action.live?.id })
        damage.wronglyTouched = list.count { logger in
            !planned.contains(logger.id) && !after.contains { logger.isSame(as: $0) }
        }
        return damage
    }

    /// One whole run without faults, which must leave nothing to do.
    func violationOfConvergence(on plane: InMemoryControlPlane) async throws -> String? {
        let run = try await Run(try plan(await plane.list()), on: plane, settings: ApplySettings(parallelism: 4))
        let left = try plan(await plane.loggers).changes.filter { $0.isPending || $0.blocked != nil }
        guard left.isEmpty else { return "left \(left.map { "\($0.address) \($0.blocked?.message ?? "")" }) after \(run.states)" }
        return run.outcome.verdict == .complete ? nil : "verdict \(run.outcome.verdict) after \(run.states)"
    }
}

/// Looks at the service before every call: a key that has a healthy logger, and no `delete_first`, is never without one.
final class Watch: Sendable {
    private let guarded: [(key: String, ids: Set<String>)]
    private let gaps = Mutex<[String]>([])

    /// Keys that were without a healthy logger at some moment.
    var found: [String] { gaps.withLock { $0 } }

    init(_ plan: Plan) {
        var guarded: [(key: String, ids: Set<String>)] = []
        for change in plan.changes where !change.isDuplicate {
            guard let key = change.key, let target = change.action.target, let live = change.action.live else { continue }
            if case .replace = change.action, target.strategy == .deleteFirst { continue }
            let all = [live] + plan.changes.filter { $0.isDuplicate && $0.key == key }.compactMap(\.action.live)
            if all.contains(where: \.isReady) { guarded.append((key, Set(all.map(\.id)))) }
        }
        self.guarded = guarded
    }

    /// A service that this watches at every call.
    func plane(_ list: [LiveLogger], settling: Int, mode: ServiceMode = .guide) -> InMemoryControlPlane {
        InMemoryControlPlane(
            list, settling: settling, mode: mode,
            intercept: { _, loggers in
                self.look(loggers)
                return nil
            })
    }

    func look(_ loggers: [LiveLogger]) {
        for (key, ids) in guarded {
            let hasOne = loggers.contains { logger in
                ids.contains(logger.id) ? !logger.isUnhealthy : logger.isReady && logger.mark?.owner == "prod/\(key)"
            }
            if !hasOne { gaps.withLock { $0.append(key) } }
        }
    }
}

extension Change {
    fileprivate var endsLogger: Bool {
        switch action {
        case .replace, .delete: true
        case .noOp, .create, .update: false
        }
    }
}

extension LiveLogger {
    fileprivate var isReady: Bool { status == .goal(isEnabled: fields.isEnabled) }
}
