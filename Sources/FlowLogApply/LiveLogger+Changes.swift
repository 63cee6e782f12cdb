import FlowLogModel
import FlowLogPlan

// What must hold before a write (Contract: Apply, Writes). Status and timestamps never count.

extension LiveLogger {
    /// What is no longer as it was planned, by the names that plans use.
    /// - Parameter target: what the logger is to be; without one, every field counts.
    func changes(since planned: LiveLogger, comparedBy target: LoggerTarget?) -> [String] {
        var names = LoggerField.allCases.filter { field in
            (field == .name || target?.compared.contains(field) ?? true) && !field.isSame(fields[field], planned.fields[field])
        }.map(\.apiName)
        if ownership != planned.ownership { names.append("owner mark") }
        return names
    }
}
