/// Nova's list of instances: the filter `name`, `limit` and `marker`, and a link after a full page (Service facts: The network's inventory).
struct ServerPaging {
    private static let defaultLimit = 100
    private static let greatestLimit = 1000

    private let query: Query
    private let limit: Int

    /// - Parameter cap: the most servers in one answer, if that is fewer than the service's own limit.
    /// - Throws: `APIError` 400 for a limit that is not a number from 0.
    init(_ query: Query, cap: Int?) throws {
        self.query = query
        var asked = Self.defaultLimit
        if let text = query.values("limit").last {
            guard let number = Int(text), number >= 0 else {
                throw APIError.badRequest("Invalid input for query parameters limit. Value: \(text). It must be an integer from 0.")
            }
            asked = number
        }
        limit = min(asked, Self.greatestLimit, cap ?? .max)
    }

    /// Cuts the list.
    /// - Parameter servers: all, in the service's order, which is not that of their ids.
    /// - Throws: `APIError` 400 for a name that is no regular expression, or a marker that is gone.
    func page(of servers: [JSONObject], path: String) throws -> (servers: [JSONObject], next: JSONValue?) {
        var candidates = servers[...]
        if let marker = query.values("marker").last {
            guard let position = servers.firstIndex(where: { $0.lowercasedID == marker.lowercased() }) else {
                throw APIError.badRequest("marker [\(marker)] not found")
            }
            candidates = servers[(position + 1)...]
        }
        let matches = try namePattern()
        let page = Array(candidates.lazy.filter(matches).prefix(limit))
        guard let last = page.last, page.count == limit else { return (page, nil) }
        return (page, query.setting([("marker", last.id)]).link("next", path: path))
    }

    /// Whether a server's name has what `name` says anywhere in it, without case, as in MySQL.
    private func namePattern() throws -> (JSONObject) -> Bool {
        guard let text = query.values("name").last else { return { _ in true } }
        guard let pattern = try? Regex(text).ignoresCase().matchingSemantics(.unicodeScalar) else {
            throw APIError.badRequest("Invalid input for query parameters name. Value: \(text). It is not a regular expression.")
        }
        return { $0["name"]?.string?.contains(pattern) ?? false }
    }
}
