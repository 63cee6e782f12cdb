package import FlowLogApply
package import FlowLogModel

/// One login, and the services of its project in all regions.
package struct Session: Sendable {
    private let login: Login
    private let endpoint: ServiceURL?
    private let dispatcher: Dispatcher
    private let storages: StorageLogins

    init(login: Login, endpoint: ServiceURL?, dispatcher: Dispatcher, storages: StorageLogins) {
        self.login = login
        self.endpoint = endpoint
        self.dispatcher = dispatcher
        self.storages = storages
    }

    /// The project that the credentials are for; nil if the token was given, since it does not say.
    /// - Throws: `ControlPlaneError`, if the login fails.
    package func projectID() async throws(ControlPlaneError) -> ProjectID? { try await login.projectID() }

    /// The flow logs of one region.
    /// - Parameter region: as in the catalog, in any case; not looked at if an endpoint was given.
    /// - Throws: `ConfigurationError` for a region that the catalog lacks; `ControlPlaneError` if the login fails.
    package func client(region: String?) async throws -> FlowLogClient {
        FlowLogClient(try await caller(of: .network, region: region))
    }

    /// The network of one region.
    /// - Parameter region: as for `client`.
    /// - Throws: as `client`.
    package func network(region: String?) async throws -> NetworkClient {
        NetworkClient(try await caller(of: .network, region: region))
    }

    /// The instances of one region. Only the catalog leads to them: an endpoint that was given is the network's.
    /// - Parameter region: as in the catalog, in any case.
    /// - Throws: `ConfigurationError` if there is no catalog, or if it does not have them; `ControlPlaneError` if the login fails.
    package func compute(region: String?) async throws -> ComputeClient {
        guard login.hasCatalog else {
            throw ConfigurationError(
                .contradiction, "an instance is found by its name only after a login with a password, and the token was given (OS_TOKEN)",
                help: "log in with a password, or write the id of the instance")
        }
        return ComputeClient(try await caller(of: .compute, region: region))
    }

    /// The object storage that has a container.
    /// - Throws: if there is nobody to ask: the host is not one that the storage's own catalog has, or the login failed.
    package func objectStore(of container: StorageContainer) async throws(StorageFailure) -> ObjectStore {
        let (login, service) = try await storages.service(of: container)
        return ObjectStore(AuthorizedCaller(login: login, service: service, dispatcher: dispatcher))
    }

    private func caller(of type: ServiceCatalog.ServiceType, region: String?) async throws -> AuthorizedCaller {
        if type == .network, let endpoint { return AuthorizedCaller(login: login, service: endpoint, dispatcher: dispatcher) }
        return AuthorizedCaller(login: login, service: try await service(type, region: region), dispatcher: dispatcher)
    }

    private func service(_ type: ServiceCatalog.ServiceType, region: String?) async throws -> ServiceURL {
        let catalog = try await login.grant().catalog
        let project = try await login.projectID()
        do throws(ConfigurationError) {
            let url = try catalog.url(of: type, region: region)
            return type == .compute ? try url.ofCompute(for: project) : url
        } catch {
            // The catalog's own words are in it.
            let secrets = dispatcher.transport.settings.secrets
            throw ConfigurationError(error.kind, secrets.hiding(in: error.message), help: error.help.map { secrets.hiding(in: $0) })
        }
    }
}
