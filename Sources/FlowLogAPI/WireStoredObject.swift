import FlowLogModel

/// An object handed on as the API stores it.
struct WireStoredObject: Decodable, Identified {
    let members: [String: JSONValue]
    var id: String? { members["id"]?.string }

    init(from decoder: any Decoder) throws {
        _ = try WireObject(decoder)
        members = try decoder.singleValueContainer().decode([String: JSONValue].self)
    }
}
