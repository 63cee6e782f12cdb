extension Answer {
    /// A list as Neutron answers it: filtered, and cut into pages with links when there is a limit (Service facts: Neutron conventions).
    /// - Parameters:
    ///   - objects: all, in the order of their ids.
    ///   - path: the list's path, for the links.
    ///   - name: the member of the body that holds them.
    ///   - cap: the most objects that the server puts in one answer.
    ///   - notFound: what a marker that is gone answers.
    ///   - form: what is shown of each.
    static func list(
        _ objects: [JSONObject], _ query: Query, path: String, name: String, filters: [String: String], cap: Int?,
        notFound: (String) -> APIError, form: (JSONObject) -> JSONObject = { $0 }
    ) throws -> Answer {
        let page = try Paging(query, cap: cap).page(
            of: Filters.apply(query, fields: filters, to: objects), path: path,
            markerExists: { marker in objects.contains { $0["id"]?.string == marker } }, notFound: notFound
        )
        var body: JSONObject = [name: .array(page.objects.map { .object(form($0)) })]
        if !page.links.isEmpty { body["\(name)_links"] = .array(page.links) }
        return .ok(.object(body))
    }
}
