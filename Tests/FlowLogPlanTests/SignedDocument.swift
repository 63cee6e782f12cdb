import FlowLogModel
import FlowLogPlan

/// The document with right sums, as whoever writes one can make it.
func signed(_ document: JSONValue, hasDigest: Bool = true) throws -> [UInt8] {
    guard case .object(var members) = document else { return [] }
    for name in ["checksum", "digest"] { members[name] = nil }
    let createdAt = members.removeValue(forKey: "created_at")
    if hasDigest { members["digest"] = .string(Checksum.sha256(Array(JSONValue.object(members).text.utf8))) }
    members["created_at"] = createdAt
    members["checksum"] = .string(Checksum.sha256(Array(JSONValue.object(members).text.utf8)))
    return Array(JSONValue.object(members).text.utf8)
}
