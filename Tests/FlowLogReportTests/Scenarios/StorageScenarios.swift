import FlowLogModel
import FlowLogPlan
import TestSupport

extension Scenario {
    private static let root = "https://host.example/v1/AUTH_a"

    private static func logger(_ key: String, in container: String, target: Int) -> DesiredLogger {
        desired(key, target: target, [.storageURL: .string("\(root)/\(container)/\(key)")])
    }

    private static func plan(_ loggers: [DesiredLogger], _ list: [LiveLogger], _ facts: StorageFacts, _ options: PlanOptions) throws -> Plan
    {
        var stack = stack(loggers)
        stack.storageWriter = StorageWriter("tenant:user")
        let state = try LiveState(region: "KR1", projectID: "project", list: list)
        return makePlan([PlanInput(stack, .success(state), storage: facts)], options: options)
    }

    /// Containers that are not there, may not be written, are not checked or in order, and loggers that are to write to them.
    static func storagePlan(_ options: PlanOptions = PlanOptions()) throws -> Plan {
        let replaced = logger("replaced", in: "missing", target: 2)
        let kept = logger("kept", in: "missing", target: 3)
        let loggers = [
            logger("created", in: "missing", target: 1), replaced, kept, logger("denied", in: "denied", target: 4),
            logger("fine", in: "fine", target: 5), logger("refused", in: "refused", target: 6),
        ]
        func container(_ name: String) -> StorageContainer { StorageContainer(origin: "https://host.example", tenant: "a", name: name) }
        return try plan(
            loggers, [live(1, like: replaced, [.filter: .string("DROP")]), live(2, like: kept)],
            [
                container("missing"): .missing, container("denied"): .found(writeACL: "other:it's", url: "\(root)/denied"),
                container("fine"): .found(writeACL: "tenant:*", url: "\(root)/fine"),
                container("refused"): .unknown(StorageFailure(.unanswered, "403 Forbidden")),
            ], options)
    }

    /// Nothing is known of the one container, and the run asks for that.
    static func uncheckedStoragePlan() throws -> Plan {
        let failure = StorageFailure(.notAuthenticated, "the user has no role in the project of the storage")
        return try plan(
            [logger("web", in: "logs", target: 1)], [],
            [StorageContainer(origin: "https://host.example", tenant: "a", name: "logs"): .unknown(failure)],
            PlanOptions(storageCheck: .required))
    }
}
