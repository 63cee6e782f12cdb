/// Version documents: what OpenStack clients read to learn that this is version 2.0.
enum Discovery {
    /// `GET /`, as Neutron answers it.
    static func versions(baseURL: String) -> JSONValue { ["versions": [version(baseURL)]] }

    /// `GET /v2.0`, as Keystone answers it.
    static func version(baseURL: String) -> JSONValue { ["version": version(baseURL)] }

    private static func version(_ baseURL: String) -> JSONValue {
        [
            "id": "v2.0", "status": "CURRENT", "updated": "2014-04-17T00:00:00Z",
            "links": [["rel": "self", "href": .string("\(baseURL)/v2.0")]],
            "media-types": [["base": "application/json", "type": "application/vnd.openstack.identity-v2.0+json"]],
        ]
    }
}
