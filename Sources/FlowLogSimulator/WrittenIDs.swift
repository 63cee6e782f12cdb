/// How answers may write ids otherwise than the service keeps them.
enum WrittenIDs: String, CaseIterable, Sendable {
    /// The ids of loggers, of what they record and of the inventory, in upper case.
    case upper
    /// The ids of projects, in upper case.
    case upperProject = "upper-project"
    /// The ids of projects, in the form of a UUID, with dashes.
    case dashedProject = "dashed-project"

    private static let ids: Set = ["id", "resource_id", "logger_id", "port_id", "network_id", "vpc_id", "subnet_id", "device_id"]
    private static let projects: Set = ["project_id", "tenant_id"]

    /// The object with its ids in this form, and so the objects in it.
    func written(_ object: JSONObject) -> JSONObject {
        let names = self == .upper ? Self.ids : Self.projects
        return JSONObject(uniqueKeysWithValues: object.map { ($0, written($1, isID: names.contains($0))) })
    }

    private func written(_ value: JSONValue, isID: Bool) -> JSONValue {
        if let object = value.object { return .object(written(object)) }
        if let elements = value.array { return .array(elements.map { written($0, isID: false) }) }
        guard isID, let id = value.string else { return value }
        switch self {
        case .upper, .upperProject: return .string(id.uppercased())
        case .dashedProject:
            guard id.utf8.count == 32 else { return value }
            var digits = Array(id)
            for index in [20, 16, 12, 8] { digits.insert("-", at: index) }
            return .string(String(digits))
        }
    }
}
