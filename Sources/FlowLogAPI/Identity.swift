import FlowLogApply
import FlowLogModel
import FoundationEssentials
import Logging
import NIOHTTP1

/// What the identity service gives for a password (FACTS section 2).
struct Grant: Sendable {
    /// An endpoint of the catalog's type `network`.
    struct NetworkEndpoint: Sendable, Hashable {
        let region: String
        let url: String
    }

    let token: Secret
    /// The project that the token is for, if the answer says.
    let projectID: String?
    /// As the server wrote it; a 401 is what really ends a token.
    let expires: String?
    let endpoints: [NetworkEndpoint]
    /// Whose catalog it is, for messages.
    let catalog: String
}

extension Dispatcher {
    /// Asks for a token: `POST /v2.0/tokens`.
    /// - Throws: `notAuthenticated` if the credentials are refused; `invalidAnswer` if there is no token in the answer.
    func authenticate(at service: ServiceURL, username: String, password: Secret, tenant: Credentials.Tenant)
        async throws(ControlPlaneError) -> Grant
    {
        var auth: [String: JSONValue] = [
            "passwordCredentials": .object(["username": .string(username), "password": .string(password.reveal())])
        ]
        switch tenant {
        case .id(let id): auth["tenantId"] = .string(id)
        case .name(let name): auth["tenantName"] = .string(name)
        }
        let body = Data(JSONValue.object(["auth": .object(auth)]).text.utf8)
        let call = HTTPCall(method: .POST, service: service, path: "/v2.0/tokens", body: body)
        do throws(ControlPlaneError) {
            let grant = try await send(call) { answer throws(ControlPlaneError) in try Grant(answer: answer) }
            transport.settings.secrets.add(grant.token)
            transport.settings.log(.debug, "the token is for project \(grant.projectID ?? "-") until \(grant.expires ?? "-")")
            return grant
        } catch {
            if error.kind == .notAuthenticated {
                throw ControlPlaneError(
                    .notAuthenticated,
                    "\(service.authority) refused the login: \(error.message): check user name, project and password (the API password, not the console's)",
                    requestID: error.requestID)
            }
            guard error.kind == .notFound else { throw error }
            // For the calls that need the token, this must not read as "the logger is not there".
            throw ControlPlaneError(
                .refused(status: 404), "\(service.authority) has no identity service: \(error.message)", requestID: error.requestID)
        }
    }
}

extension Grant {
    /// Reads the answer; what else is in it does not matter. Nothing of it is quoted, since it holds the token.
    fileprivate init(answer: HTTPAnswer) throws(ControlPlaneError) {
        func refused(_ what: String) -> ControlPlaneError {
            ControlPlaneError(.invalidAnswer, "the answer is not a login's: \(what)", requestID: answer.requestID)
        }
        guard let body = try? JSONDecoder().decode(JSONValue.self, from: answer.body) else { throw refused(answer.notJSON) }
        guard let access = body["access"] else { throw refused("it has no object 'access'") }
        guard let id = access["token"]?["id"]?.string, Secret(id).isUsableInHeader else {
            throw refused("it has no token in 'access.token.id'")
        }
        token = Secret(id)
        catalog = "the service catalog of \(answer.call.service.appending("", query: nil))"
        projectID = access["token"]?["tenant"]?["id"]?.string.flatMap { $0.isEmpty ? nil : $0 }
        expires = access["token"]?["expires"]?.string
        let services = access["serviceCatalog"]?.items ?? []
        endpoints =
            services
            .filter { $0["type"]?.string == "network" }
            .flatMap { $0["endpoints"]?.items ?? [] }
            .compactMap { endpoint in
                guard let region = endpoint["region"]?.string, let url = endpoint["publicURL"]?.string else { return nil }
                return NetworkEndpoint(region: region, url: url)
            }
    }

    /// The network service of a region, compared without case.
    /// - Throws: of kind `region`, listing the regions there are.
    func networkURL(region: String?) throws(ConfigurationError) -> ServiceURL {
        let regions = Set(endpoints.map(\.region)).sorted().joined(separator: ", ")
        guard !endpoints.isEmpty else {
            throw ConfigurationError(
                .region, "the service catalog has no network service", help: "check the project, or give the URL with --endpoint")
        }
        guard let region else {
            throw ConfigurationError(
                .region, "no region is given", help: "set region in the manifest, --region or OS_REGION_NAME; there are: \(regions)")
        }
        guard let endpoint = endpoints.first(where: { $0.region.lowercased() == region.lowercased() }) else {
            throw ConfigurationError(.region, "the service catalog has no region '\(region)'", help: "there are: \(regions)")
        }
        return try ServiceURL(endpoint.url, setting: "the network URL of \(endpoint.region) in \(catalog)")
    }
}
