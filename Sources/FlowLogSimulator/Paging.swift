/// Neutron's paging: `limit` and `marker`, and links when a list is cut (Service facts: Neutron conventions).
struct Paging {
    private let query: Query
    private let limit: Int?
    private let isReverse: Bool

    /// - Parameter cap: the most objects that the server puts in one answer.
    /// - Throws: `APIError` 400 for a limit that is not a number from 0.
    init(_ query: Query, cap: Int?) throws {
        self.query = query
        var limits = cap.map { [$0] } ?? []
        if let text = query.values("limit").last {
            guard let asked = Int(text), asked >= 0 else {
                throw APIError(400, "BadRequest", "Bad limit request: Limit must be an integer 0 or greater and not '\(text)'.")
            }
            if asked > 0 { limits.append(asked) }
        }
        limit = limits.min()
        isReverse = query.values("page_reverse").last?.lowercased() == "true"
    }

    /// Cuts a list.
    /// - Parameters:
    ///   - objects: all that match, in the order of their ids.
    ///   - path: the list's path, for the links.
    ///   - markerExists: whether an object of this id is there at all; it need not match the filters.
    ///   - notFound: what a marker that is gone answers (upstream: 404).
    /// - Returns: the page, and its links when the list is paged.
    func page(
        of objects: [JSONObject], path: String, markerExists: (String) -> Bool, notFound: (String) -> APIError
    ) throws -> (objects: [JSONObject], links: [JSONValue]) {
        guard let limit else { return (objects, []) }
        let marker = query.values("marker").last
        var candidates = objects
        if let marker {
            guard markerExists(marker) else { throw notFound(marker) }
            candidates = objects.filter { object in
                let id = object["id"]?.string ?? ""
                return isReverse ? id < marker : id > marker
            }
        }
        let page = Array(isReverse ? candidates.suffix(limit) : candidates.prefix(limit))
        var links: [JSONValue] = []
        if let last = page.last, page.count == limit || isReverse {
            links.append(link("next", path: path, limit: limit, marker: last, reverse: false))
        }
        if let first = page.first, page.count == limit || !isReverse {
            links.append(link("previous", path: path, limit: limit, marker: first, reverse: true))
        }
        return (page, links)
    }

    private func link(_ relation: String, path: String, limit: Int, marker: JSONObject, reverse: Bool) -> JSONValue {
        var changes = [("limit", String(limit)), ("marker", marker["id"]?.string ?? "")]
        if reverse { changes.append(("page_reverse", "True")) }
        var next = query
        next.items.removeAll { $0.name == "page_reverse" }
        return next.setting(changes).link(relation, path: path)
    }
}

extension Query {
    /// A link to another page, at an address that no client can reach: of a link only the query counts (Service facts: Neutron
    /// conventions).
    func link(_ relation: String, path: String) -> JSONValue {
        ["rel": .string(relation), "href": .string("http://internal.invalid:9696\(path)?\(encoded)")]
    }
}
