import FoundationEssentials

extension Container {
    /// Reads a container of an inventory file: `account`, `name`, its `X-…` headers and its `objects`.
    /// - Parameter start: the time of objects that do not say theirs.
    /// - Throws: `Inventory.Invalid`, with the place and the reason.
    static func parse(_ value: JSONValue, at place: String, start: Date) throws -> (Address, Container) {
        func invalid(_ reason: String) -> Inventory.Invalid { Inventory.Invalid(description: "\(place): \(reason)") }
        guard let members = value.object else { throw invalid("not an object") }
        func text(_ name: String) throws -> String {
            guard let text = members[name]?.string, !text.isEmpty, !text.contains("/") else {
                throw invalid("\(name) is missing, or not a text without '/'")
            }
            return text
        }
        let address = Address(account: try text("account"), name: try text("name"))
        var container = Container()
        for (name, value) in members where !["account", "name", "objects"].contains(name) {
            guard name.lowercased().hasPrefix("x-"), let text = value.string else {
                throw invalid("'\(name)' is none of account, name, objects, and no header of the form X-… with a text")
            }
            container.headers[name.lowercased()] = text
        }
        guard let objects = (members["objects"] ?? []).array else { throw invalid("objects: not a list") }
        for (index, value) in objects.enumerated() {
            guard let object = value.object, let name = object["name"]?.string, !name.isEmpty else {
                throw invalid("object \(index): name is missing, or not a text")
            }
            container.objects[name] = try Object(object, start: start) ?? { throw invalid("object \(index): last_modified is no time") }()
        }
        return (address, container)
    }
}

extension Container.Object {
    /// Nil if its time cannot be read.
    fileprivate init?(_ members: JSONObject, start: Date) {
        self.init(lastModified: start)
        if let text = members["last_modified"]?.string {
            guard let time = Date(storageTime: text) else { return nil }
            lastModified = time
        }
        if case .int(let size) = members["bytes"] { bytes = size }
        hash = members["hash"]?.string ?? hash
        contentType = members["content_type"]?.string ?? contentType
    }
}

extension Date {
    /// Reads `2026-11-27T01:02:03.456789`, UTC without a zone, also with a blank in place of the `T`.
    init?(storageTime text: String) {
        let parts = text.split(separator: ".", maxSplits: 1)
        guard let whole = parts.first?.split(separator: " ").joined(separator: "T"), let date = try? Date("\(whole)Z", strategy: .iso8601)
        else { return nil }
        self = date.addingTimeInterval(parts.count == 2 ? Double("0.\(parts[1])") ?? 0 : 0)
    }

    /// The same, written.
    var storageTime: String { tokenIssue }
}
