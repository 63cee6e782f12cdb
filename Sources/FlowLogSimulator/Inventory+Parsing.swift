import FoundationEssentials

extension Inventory {
    /// Why an inventory file cannot be used.
    package struct Invalid: Error, CustomStringConvertible {
        package var description: String
    }

    /// Reads an inventory file.
    /// - Parameter json: one JSON object of lists of the API's objects. The network's lists may be left out and are empty then; without
    ///   `servers` there is no compute service, and without `containers` no object storage.
    /// - Throws: `Inventory.Invalid`, with the position and the reason.
    package init(parsing json: some Sequence<UInt8>) throws {
        guard let value = try? JSONValue(parsing: json) else { throw Invalid(description: "not valid JSON") }
        guard let members = value.object else { throw Invalid(description: "not a JSON object of lists") }
        var lists: [Kind: [JSONObject]] = [:]
        let names = Kind.allCases.map(\.rawValue) + ["containers"]
        for (name, value) in members.sorted(by: { $0.key < $1.key }) {
            guard names.contains(name) else { throw Invalid(description: "'\(name)' is none of \(names.joined(separator: ", "))") }
            guard let elements = value.array else { throw Invalid(description: "\(name): not a list") }
            if let kind = Kind(rawValue: name) { lists[kind] = try Self.objects(elements, of: kind) }
        }
        self.init(lists, containers: try members["containers"]?.array.map(Self.containers))
    }

    private static func containers(_ elements: [JSONValue]) throws -> [Container.Address: Container] {
        try elements.enumerated().reduce(into: [:]) { containers, element in
            let place = "container \(element.offset)"
            let (address, container) = try Container.parse(element.element, at: place, start: Date())
            guard containers.updateValue(container, forKey: address) == nil else {
                throw Invalid(description: "\(place): '\(address.name)' of account '\(address.account)' is there twice")
            }
        }
    }

    private static func objects(_ elements: [JSONValue], of kind: Kind) throws -> [JSONObject] {
        var ids: Set<String> = []
        return try elements.enumerated().map { index, element in
            let place = "\(kind.singular) \(index)"
            guard let object = element.object else { throw Invalid(description: "\(place): not an object") }
            guard let id = object["id"] else { throw Invalid(description: "\(place): id is missing") }
            guard let text = id.string, !text.isEmpty else { throw Invalid(description: "\(place): id: '\(id.text)' is not a text") }
            guard ids.insert(text.lowercased()).inserted else { throw Invalid(description: "\(place): id '\(text)' is there twice") }
            return object
        }
    }
}
