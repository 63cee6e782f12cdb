import FlowLogModel
import FlowLogPlan
import TestSupport

/// A world to plan, which text and document are recorded of; its name is that of its golden files.
enum Scenario: String, CaseIterable {
    case contractExample = "contract-example"
    case actions, blocked, unhealthy, regions, partial
    case targeted = "partial-without-changes"
    case noChanges = "no-changes"
    case noRegion = "no-region"
    case maxDeletes = "refused-max-deletes"
    case emptyManifest = "refused-empty-manifest"
    case severalRefusals = "refused-several"
    case teams, clouds, names, hostile, storage
    case storageRequired = "storage-required"
    case storageRefused = "refused-storage-not-checked"

    func plan() throws -> Plan {
        switch self {
        case .contractExample: try Self.contractExamplePlan()
        case .actions: try Self.actionsPlan()
        case .blocked: try Self.blockedPlan()
        case .unhealthy: try Self.unhealthyPlan()
        case .regions: try Self.regionsPlan()
        case .partial:
            try Self.changedPlan(
                PlanOptions(
                    targets: [KeySelector("web"), KeySelector("prod/db")], excludes: [KeySelector("db")], replaces: [KeySelector("web")],
                    maxDeletes: .percent(50), allowEmpty: true))
        case .targeted: try Self.changedPlan(PlanOptions(targets: [KeySelector("same")]))
        case .noChanges: try Self.noChangesPlan()
        case .noRegion: try Self.noRegionPlan()
        case .maxDeletes: try Self.maxDeletesPlan()
        case .emptyManifest: try makePlan([input(stack([]), [live(1, like: desired("web"))])])
        case .severalRefusals: try Self.severalRefusalsPlan()
        case .teams: try Self.teamsPlan()
        case .clouds: makePlan(try Self.cloudInputs())
        case .names: try Self.namesPlan()
        case .hostile: try Self.hostilePlan()
        case .storage: try Self.storagePlan()
        case .storageRequired: try Self.storagePlan(PlanOptions(storageCheck: .required))
        case .storageRefused: try Self.uncheckedStoragePlan()
        }
    }

    func document() throws -> PlanDocument { PlanDocument(try plan(), createdAt: "2026-01-01T00:00:00Z") }
}

/// The planner's input for one stack, with what its region lists.
func input(_ stack: DesiredStack, _ list: [LiveLogger], _ answers: ResourceAnswers = ResourceAnswers()) throws -> PlanInput {
    PlanInput(stack, .success(try LiveState(region: stack.region, projectID: "project", list: list)), answers)
}

extension DesiredStack {
    /// The same stack elsewhere.
    func inRegion(_ region: String?) -> DesiredStack {
        var stack = self
        stack.region = region
        return stack
    }
}

extension LiveLogger {
    /// The same logger under another id.
    func withID(_ id: String) -> LiveLogger {
        var logger = self
        logger.id = id
        return logger
    }

    /// The same logger with another mark, or none.
    func marked(_ ownership: MarkedDescription.Ownership) -> LiveLogger {
        var logger = self
        logger.ownership = ownership
        return logger
    }
}
