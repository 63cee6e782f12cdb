import FoundationEssentials

/// An item of a list, known by its id.
protocol Identified {
    var id: String? { get }
}

/// One answer of a list, which the server may have cut (Service facts: Neutron conventions).
struct Page<Item: Decodable>: DecodableWithConfiguration {
    var items: [Item]
    /// The `href` of the next page, nil on the last one.
    let next: String?

    init(from decoder: any Decoder, configuration resource: Resource) throws {
        let object = try WireObject(decoder)
        items = try object.value([Item].self, WireKey(resource.plural), "a list")
        let links = try object.optionalValue([Link].self, WireKey("\(resource.plural)_links"), "a list")
        next = links?.lazy.compactMap(\.next).first
    }

    private struct Link: Decodable {
        let next: String?

        init(from decoder: any Decoder) throws {
            let object = try WireObject(decoder)
            next = try object.string("rel") == "next" ? object.string("href") : nil
        }
    }
}
