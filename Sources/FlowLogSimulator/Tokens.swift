import FoundationEssentials

/// `POST /v2.0/tokens` and the tokens it gave (Service facts: Identity).
struct Tokens: Sendable {
    private struct Grant: Sendable {
        var tenant: String
        var user: String
        var expires: Date
    }

    private var grants: [String: Grant] = [:]

    /// The tenant of a token that was issued and has not expired.
    func tenant(of token: String?, at now: Date) -> String? {
        guard let token, let grant = grants[token], now < grant.expires else { return nil }
        return grant.tenant
    }

    /// The tenant and the user of such a token.
    func visitor(with token: String?, at now: Date) -> ObjectStore.Visitor? {
        guard let token, let grant = grants[token], now < grant.expires else { return nil }
        return ObjectStore.Visitor(tenant: grant.tenant, user: grant.user)
    }

    /// Logs a user in.
    /// - Parameters:
    ///   - request: the whole body.
    ///   - baseURL: the simulator's own address, for the catalog.
    /// - Throws: `APIError` 400 for a body that is not a password login to a tenant, 401 for another password.
    mutating func issue(
        _ request: JSONValue, _ configuration: SimulatorConfiguration, baseURL: String, at now: Date
    ) throws -> JSONValue {
        guard let auth = request.object?["auth"]?.object else { throw Self.invalid("Expecting to find auth in request body.") }
        guard let credentials = auth["passwordCredentials"]?.object else {
            throw Self.invalid("Expecting to find passwordCredentials in auth.")
        }
        guard let user = Self.text(credentials, "username") ?? Self.text(credentials, "userId"),
            let password = credentials["password"]?.string
        else { throw Self.invalid("Expecting to find username and password in passwordCredentials.") }
        guard let tenant = Tenant(id: Self.text(auth, "tenantId"), name: Self.text(auth, "tenantName")) else {
            throw Self.invalid("Expecting to find tenantId or tenantName in auth.")
        }
        guard password.utf8.elementsEqual(configuration.password.utf8) else {
            throw APIError(401, "Unauthorized", "The request you have made requires authentication.", shape: .identity)
        }
        let token = Self.random()
        let expires = now.addingTimeInterval(configuration.tokenLifetime.timeInterval)
        grants = grants.filter { now < $0.value.expires }
        let userID = DerivedID.hex("user \(user)")
        grants[token] = Grant(tenant: tenant.id, user: userID, expires: expires)
        let role = DerivedID.hex("role project_admin")
        return [
            "access": [
                "token": [
                    "id": .string(token), "expires": .string(expires.tokenExpiry), "issued_at": .string(now.tokenIssue),
                    "tenant": [
                        "id": .string(tenant.id), "name": .string(tenant.name), "enabled": true, "description": "",
                        "groupId": "flowlog-simulator",
                    ],
                ],
                "serviceCatalog": .array(Self.catalog(configuration, baseURL: baseURL, tenant: tenant.id)),
                "user": [
                    "id": .string(userID), "username": .string(user), "name": .string(user), "roles": [["name": "project_admin"]],
                    "roles_links": [],
                ],
                "metadata": ["roles": [.string(role)], "is_admin": 0],
            ]
        ]
    }

    /// Several services, as the real catalog has; only network, identity and, with an inventory, compute and object-store lead anywhere.
    private static func catalog(_ configuration: SimulatorConfiguration, baseURL: String, tenant: String) -> [JSONValue] {
        let regions = Regions(configuration.regions)
        func service(_ type: String, _ name: String, _ url: (String) -> String) -> JSONValue {
            let endpoints = regions.names.map { region -> JSONValue in
                [
                    "id": .string(DerivedID.hex("endpoint \(type) \(region)")), "region": .string(region),
                    "publicURL": .string(url(region)),
                ]
            }
            return ["type": .string(type), "name": .string(name), "endpoints": .array(endpoints), "endpoints_links": []]
        }
        var compute: [JSONValue] = []
        if let inventory = configuration.inventory {
            if inventory.kinds.contains(.servers) {
                let path = configuration.hasBareComputeURL ? "/compute" : "/compute/v2/\(Query.encoded(tenant))"
                compute = [service("compute", "nova") { regions.address(of: $0, baseURL: baseURL) + path }]
            }
        } else {
            compute = [service("compute", "nova") { "https://\($0.lowercased())-compute.invalid/v2/\(tenant)" }]
        }
        let hasStorage = configuration.inventory?.containers != nil
        return compute + [
            service("object-store", "swift") { region in
                let host = hasStorage ? baseURL : "https://\(region.lowercased())-object-storage.invalid"
                return "\(host)/v1/AUTH_\(Query.encoded(tenant))"
            },
            service("network", "neutron") { regions.address(of: $0, baseURL: baseURL) },
            service("identity", "keystone") { _ in "\(baseURL)/v2.0" },
        ]
    }

    private struct Tenant {
        var id: String
        var name: String

        /// The id wins; a name alone stands for an id that follows from it.
        init?(id: String?, name: String?) {
            guard let id = id ?? name.map(DerivedID.hex) else { return nil }
            self.id = id
            self.name = name ?? id
        }
    }

    private static func text(_ object: JSONObject, _ name: String) -> String? {
        object[name]?.string.flatMap { $0.isEmpty ? nil : $0 }
    }

    private static func invalid(_ message: String) -> APIError { APIError(400, "Bad Request", message, shape: .identity) }

    private static func random() -> String {
        var generator = SystemRandomNumberGenerator()
        return (0..<32).map { _ in String("0123456789abcdef".randomElement(using: &generator) ?? "0") }.joined()
    }
}
