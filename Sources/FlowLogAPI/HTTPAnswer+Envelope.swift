import FlowLogApply
package import FlowLogModel
package import FoundationEssentials

extension HTTPAnswer {
    /// Reads one object from its envelope.
    /// - Throws: `invalidAnswer`.
    func one<Item: Decodable>(_ type: Item.Type, of resource: Resource) throws(ControlPlaneError) -> Item {
        try decode(One<Item>.self, resource).item
    }

    /// Reads the answer to a write that the service took, which need not say what came of it (Contract: Apply, Writes).
    /// - Returns: nil without a body, and for JSON that has no such object in it.
    /// - Throws: `invalidAnswer` for what is not JSON: something on the way may have answered, and not the service.
    func written<Item: Decodable>(_ type: Item.Type, of resource: Resource) throws(ControlPlaneError) -> Item? {
        let blanks = " \t\r\n".utf8
        guard body.contains(where: { !blanks.contains($0) }) else { return nil }
        return try decode(Written<Item>.self, resource).item
    }

    /// Reads one page of a list.
    /// - Throws: `invalidAnswer`.
    func page<Item: Decodable>(_ type: Item.Type, of resource: Resource) throws(ControlPlaneError) -> Page<Item> {
        try decode(Page<Item>.self, resource)
    }

    private func decode<Value: DecodableWithConfiguration>(_ type: Value.Type, _ resource: Resource)
        throws(ControlPlaneError) -> Value where Value.DecodingConfiguration == Resource
    {
        let what: String
        var isWhole = false
        do {
            return try JSONDecoder().decode(type, from: body, configuration: resource)
        } catch let error as MalformedAnswer {
            what = error.message
            isWhole = true
        } catch {
            what = notJSON
        }
        throw ControlPlaneError(
            .invalidAnswer, "the answer is not what the API documents: \(what)", requestID: requestID, isSettled: isWhole)
    }
}

/// The loggers of one page of a list, read as `FlowLogClient.list` reads them; for measuring that step alone.
/// - Parameter body: the JSON of the answer.
/// - Throws: what keeps it from being such a page.
package func loggers(inPage body: Data) throws -> [LiveLogger] {
    try JSONDecoder().decode(Page<WireLogger>.self, from: body, configuration: .loggers).items.map(\.logger)
}

private struct One<Item: Decodable>: DecodableWithConfiguration {
    let item: Item

    init(from decoder: any Decoder, configuration resource: Resource) throws {
        item = try WireObject(decoder).value(Item.self, WireKey(resource.singular), "an object")
    }
}

/// An object that may be missing.
private struct Written<Item: Decodable>: DecodableWithConfiguration {
    let item: Item?

    init(from decoder: any Decoder, configuration resource: Resource) throws {
        item = try? One<Item>(from: decoder, configuration: resource).item
    }
}
