import FoundationEssentials

/// A logger that every tenant has from the start (Contract: Simulator).
package struct Seed: Sendable {
    /// The id that the file gives; nil for one that follows from region, position and name, so that no two tenants have it.
    let id: String?
    private let position: Int
    private let fields: JSONObject
    private var alterations: JSONObject = [:]

    /// Why a seed file cannot be used.
    package struct Invalid: Error, CustomStringConvertible {
        package var description: String
    }

    /// Reads a seed file.
    ///
    /// Known fields must have the API's types; their values are not checked, since the service may answer anything.
    /// Fields left out (or null) get the guide's defaults; a missing id is one that no two tenants have, the same in every run.
    /// - Parameter json: a JSON list of loggers in the API's field names.
    /// - Throws: `Seed.Invalid`, with the position and the reason.
    package static func list(parsing json: some Sequence<UInt8>) throws -> [Seed] {
        guard let value = try? JSONValue(parsing: json) else { throw Invalid(description: "not valid JSON") }
        guard let elements = value.array else { throw Invalid(description: "not a JSON list of loggers") }
        let seeds = try elements.enumerated().map { index, element in
            guard let fields = element.object else { throw Invalid(description: "logger \(index): not an object") }
            return try Seed(fields, at: index)
        }
        if let twice = Dictionary(grouping: seeds.compactMap(\.id), by: \.self).filter({ $0.value.count > 1 }).keys.min() {
            throw Invalid(description: "id '\(twice)' is there twice")
        }
        return seeds
    }

    private init(_ given: JSONObject, at index: Int) throws {
        let given = given.filter { $0.value != .null }
        for field in LoggerField.all {
            if let reason = given[field.name].flatMap(field.typeComplaint) {
                throw Invalid(description: "logger \(index): \(field.name): \(reason)")
            }
            if field.isRequired, field.name != "storage_type", given[field.name] == nil {
                throw Invalid(description: "logger \(index): \(field.name) is missing")
            }
        }
        let isEnabled = given["admin_state_up"]?.bool ?? true
        let known: JSONObject = ["storage_type": "OBS", "error_type": "", "status": isEnabled ? "ACTIVE" : "INACTIVE"]
        id = given["id"]?.string
        guard id != "" else { throw Invalid(description: "logger \(index): id is empty") }
        position = index
        fields = LoggerField.defaults.merging(known) { $1 }.merging(given) { $1 }
    }

    /// The seed as one tenant finds it.
    /// - Parameter scope: whose logger it is, whatever the file says; nil leaves the tenant out.
    func logger(in scope: Scope?, at now: Date) -> FlowLogger {
        let created = fields["created_at"] ?? .string(now.apiTimestamp)
        let derived = "seed \(position) \(fields["name"]?.string ?? "") of \(scope?.tenant ?? "") in \(scope?.region ?? "")"
        var logger = FlowLogger(
            existing: fields.merging([
                "id": .string(id ?? DerivedID.uuid(derived)),
                "tenant_id": scope.map { .string($0.tenant) } ?? .null,
                "project_id": scope.map { .string($0.tenant) } ?? .null,
                "created_at": created,
                "updated_at": fields["updated_at"] ?? created,
            ]) { $1 }
        )
        if !alterations.isEmpty { logger.alter(alterations, at: now) }
        return logger
    }

    /// Remembers an edit for the first tenant that comes.
    mutating func alter(_ changes: JSONObject) { alterations.merge(changes) { $1 } }

    /// The first tenant has come: the edits were for it alone.
    mutating func forgetAlterations() { alterations = [:] }
}
