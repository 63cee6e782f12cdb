import FlowLogApply
import FlowLogModel
import FoundationEssentials
import NIOHTTP1

extension AuthorizedCaller {
    /// All pages of a list. Of a `next` link only the query counts: its host may be an internal one (Service facts: Neutron conventions).
    /// - Throws: never a list that was cut short.
    func list<Item: Decodable & Identified>(_ type: Item.Type, of resource: Resource, query: String?)
        async throws(ControlPlaneError) -> [Item]
    {
        let firstQuery = query
        var query = query
        var queries = Set([query])
        var items: [Item] = []
        var seen: Set<FieldValue> = []
        var size = 0
        let settings = dispatcher.transport.settings
        while true {
            var (answer, page) = try await send(.GET, resource, query: query) { answer throws(ControlPlaneError) in
                (answer, try answer.page(type, of: resource))
            }
            func refused(_ what: String) -> ControlPlaneError {
                settings.told(ControlPlaneError(.invalidAnswer, what, requestID: answer.requestID), of: answer.call)
            }
            size += answer.body.count
            guard size <= settings.bodyLimit else {
                throw refused("the pages of the list are larger than \(settings.bodyLimit) bytes together")
            }
            // What changes between two pages may shift an item from one to the next.
            page.items.removeAll { item in item.id.map { !seen.insert(.string($0)).inserted } ?? false }
            if items.isEmpty { items = page.items } else { items += page.items }
            if resource.paging == .markers, page.items.isEmpty { return items }
            let nextQuery: String
            if let next = page.next {
                guard let linked = PercentEncoding.query(ofURL: next) else { throw refused("the answer has a 'next' link without a query") }
                guard linked.utf8.count <= Self.longestQuery else {
                    throw refused("the answer has a 'next' link of more than \(Self.longestQuery) bytes")
                }
                nextQuery = linked
            } else if resource.paging == .markers, let last = page.items.last?.id {
                nextQuery = [firstQuery, "marker=\(PercentEncoding.encode(last))"].compactMap { $0 }.joined(separator: "&")
            } else {
                return items
            }
            guard queries.insert(nextQuery).inserted else {
                throw refused("the answer has a 'next' link to a page that was read before")
            }
            guard queries.count <= settings.pageLimit else {
                throw refused("the list has more than \(settings.pageLimit) pages, as if it had no end")
            }
            query = nextQuery
        }
    }

    /// No server takes longer ones.
    private static let longestQuery = 8 << 10
}
