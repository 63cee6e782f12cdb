/// Rules that a service may have and the vendor does not document (Service facts: Flow log loggers), each switched on by an option.
struct Conflicts: Sendable {
    /// Whether the loggers of a project must differ in name.
    var uniqueNames: Bool
    /// Whether the loggers of a project must differ in target.
    var uniqueTargets: Bool
    /// The most loggers that a project may have; nil for no limit.
    var quota: Int?

    /// Checks a create or an edit against the loggers that the project has.
    /// - Parameters:
    ///   - request: the fields of the create or the edit, already checked by themselves.
    ///   - edited: the logger to edit, nil for a create.
    /// - Throws: `APIError` 409.
    func check(_ request: JSONObject, edited: FlowLogger? = nil, among loggers: some Collection<FlowLogger>) throws {
        if let quota, edited == nil, loggers.count >= quota {
            throw APIError(409, "OverQuota", "Quota exceeded for resources: ['flowlog_logger'].")
        }
        if uniqueNames, let name = request["name"]?.string {
            let isTaken = loggers.contains { $0.id != edited?.id && $0.fields["name"]?.string?.utf8.elementsEqual(name.utf8) ?? false }
            guard !isTaken else { throw APIError(409, "LoggerNameExists", "A flow log logger with the name \(name) already exists.") }
        }
        if uniqueTargets, let target = request["resource_id"]?.string?.lowercased() {
            let isTaken = loggers.contains { $0.fields["resource_id"]?.string?.lowercased() == target }
            guard !isTaken else { throw APIError(409, "LoggerTargetExists", "Resource \(target) already has a flow log logger.") }
        }
    }
}
