/// One HTTP request, taken apart.
struct Call: Sendable {
    var method: String
    /// The request target as it came: path and query.
    var target: String
    /// Value of `X-Auth-Token`.
    var token: String?
    /// The `X-Container-…` headers, by lower-case name.
    var containerHeaders: [String: String] = [:]
    var body: [UInt8] = []
    /// Whether the body was longer than the service takes; `body` is empty then.
    var isTooLarge = false
    /// The simulator's own address, without a trailing slash.
    var baseURL: String

    /// Whether it has an address of the object storage, which is in no region.
    var isToStorage: Bool { target.hasPrefix("/v1/") }
    var path: Substring { target.prefix { $0 != "?" } }
    var query: Query { Query(target.dropFirst(path.count + 1)) }

    /// The object in the body's envelope; other members are ignored, as upstream.
    /// - Throws: `APIError` 400 when the body is not JSON or has no object of that name.
    func envelope(_ name: String) throws -> JSONObject {
        guard let members = try json().object else {
            throw APIError.badRequest("Resource body required")
        }
        guard let resource = members[name]?.object else {
            throw APIError.badRequest("Unable to find '\(name)' in request body")
        }
        return resource
    }

    /// The body of an identity call as JSON.
    /// - Throws: `APIError` 400 in the identity service's shape.
    func identityJSON() throws -> JSONValue {
        guard let value = try? JSONValue(parsing: body) else {
            throw APIError(400, "Bad Request", "The server could not read the request body as JSON.", shape: .identity)
        }
        return value
    }

    /// The body as JSON.
    /// - Throws: `APIError` 400 when it is empty or not JSON.
    func json() throws -> JSONValue {
        guard !body.isEmpty else { throw APIError.badRequest("Resource body required") }
        guard let value = try? JSONValue(parsing: body) else {
            throw APIError(400, "MalformedRequestBody", "Malformed request body: not valid JSON.")
        }
        return value
    }
}
