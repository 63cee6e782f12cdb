import FoundationEssentials

/// The object storage: containers of all accounts, which are in no region (Service facts: Object storage).
struct ObjectStore: Sendable {
    /// Whose token came with a call.
    struct Visitor {
        let tenant: String
        let user: String
    }

    private(set) var containers: [Container.Address: Container]
    /// The most objects in one answer.
    private let pageSize: Int

    init(_ containers: [Container.Address: Container], pageLimit: Int?) {
        self.containers = containers
        pageSize = min(pageLimit ?? Self.mostObjects, Self.mostObjects)
    }

    private static let mostObjects = 10_000

    subscript(address: Container.Address) -> Container? {
        get { containers[address] }
        // A copy of all of its objects for each one that is written would be slow.
        _modify { yield &containers[address] }
    }

    /// Answers a call.
    /// - Parameter now: by the storage's clock.
    mutating func answer(_ call: StorageCall, _ headers: [String: String], of visitor: Visitor, at now: Date) throws(StorageError) -> Answer
    {
        let isOwner = visitor.tenant == call.container.account
        let existing = containers[call.container]
        let isRead = ["GET", "HEAD"].contains(call.method)
        // Whoever has no right is not told what there is.
        let right = isRead ? "x-container-read" : "x-container-write"
        let mayActOnObjects = existing?.grants(right, tenant: visitor.tenant, user: visitor.user) ?? false
        guard isOwner || (mayActOnObjects && (isRead || call.object != nil)) else { throw .forbidden }
        guard let existing else {
            guard call.method == "PUT", call.object == nil else { throw .notFound }
            containers[call.container] = Container(headers: Self.settable(headers).filter { !$0.value.isEmpty })
            return Answer(status: 201)
        }
        if let object = call.object { return try answer(call, existing, object, at: now) }
        switch call.method {
        case "HEAD": return Answer(status: 204, headers: Self.shown(existing, to: isOwner))
        case "GET":
            var answer = try list(existing, call.query)
            answer.headers += Self.shown(existing, to: isOwner)
            return answer
        case "PUT", "POST":
            for (name, value) in Self.settable(headers) { containers[call.container]?.headers[name] = value.isEmpty ? nil : value }
            return Answer(status: call.method == "PUT" ? 202 : 204)
        case "DELETE":
            guard existing.objects.isEmpty else { throw .conflict }
            containers[call.container] = nil
            return Answer(status: 204)
        default: throw .methodNotAllowed
        }
    }

    private mutating func answer(
        _ call: StorageCall, _ container: Container, _ name: String, at now: Date
    ) throws(StorageError) -> Answer {
        if call.method == "PUT" {
            containers[call.container]?.objects[name] = Container.Object(lastModified: now)
            return Answer(status: 201)
        }
        guard container.objects[name] != nil else { throw .notFound }
        switch call.method {
        case "GET", "HEAD": return Answer(status: 200)
        case "DELETE":
            containers[call.container]?.objects[name] = nil
            return Answer(status: 204)
        default: throw .methodNotAllowed
        }
    }

    /// One page of the objects, in the order of the bytes of their names.
    private func list(_ container: Container, _ query: Query) throws(StorageError) -> Answer {
        func value(_ name: String) -> String? { query.items.last { $0.name == name }?.value }
        let (prefix, marker, end) = (value("prefix") ?? "", value("marker") ?? "", value("end_marker") ?? "")
        var limit = pageSize
        if let text = value("limit"), let number = Int(text), number >= 0 {
            guard number <= Self.mostObjects else { throw .preconditionFailed("Maximum limit is \(Self.mostObjects)") }
            limit = min(number, pageSize)
        }
        let names = container.objects.keys.filter { name in
            name.utf8.starts(with: prefix.utf8) && marker.utf8.lexicographicallyPrecedes(name.utf8)
                && (end.isEmpty || name.utf8.lexicographicallyPrecedes(end.utf8))
        }.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.prefix(limit)
        guard value("format") == "json" else {
            return names.isEmpty ? Answer(status: 204) : Answer(status: 200, body: .text(names.map { "\($0)\n" }.joined()))
        }
        return .ok(
            .array(
                names.compactMap { name in
                    container.objects[name].map { object in
                        [
                            "name": .string(name), "bytes": .int(object.bytes), "hash": .string(object.hash),
                            "content_type": .string(object.contentType), "last_modified": .string(object.lastModified.storageTime),
                        ]
                    }
                }))
    }

    /// The headers of a request that a container keeps.
    private static func settable(_ headers: [String: String]) -> [String: String] {
        headers.filter { $0.key.hasPrefix("x-container-") && $0.key != "x-container-object-count" }
    }

    /// Some are for the account itself only.
    private static func shown(_ container: Container, to isOwner: Bool) -> [(name: String, value: String)] {
        let objects = ("X-Container-Object-Count", String(container.objects.count))
        return [objects]
            + container.headers.filter { isOwner || !Container.ownersHeaders.contains($0.key) }.sorted { $0.key < $1.key }
            .map { ($0.key, $0.value) }
    }
}
