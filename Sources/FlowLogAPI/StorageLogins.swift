import FlowLogApply
import FlowLogModel
import Synchronization

/// The logins of one user to the projects of object storages, one each a run, and where their tokens may go (Contract: Storage, Who gets a
/// token).
final class StorageLogins: Sendable {
    private let login: Login
    /// The value of `--storage-endpoint`.
    private let endpoint: ServiceURL?
    private let secrets: Secrets
    /// By tenant.
    private let logins = Mutex<[String: Login]>([:])

    init(_ login: Login, endpoint: ServiceURL?, secrets: Secrets) {
        self.login = login
        self.endpoint = endpoint
        self.secrets = secrets
    }

    /// Logs in to the container's project, and finds the service that gets its token: what the user gave, else what the catalog of this same
    /// login has. The host that the container names is only looked for there.
    /// - Throws: if there is none, or no token.
    func service(of container: StorageContainer) async throws(StorageFailure) -> (Login, ServiceURL) {
        let named = try url(of: container)
        guard let login = login(to: container.tenant) else {
            throw StorageFailure(
                .notAuthenticated,
                "a token of the storage's project is needed, and the run's own token was given (OS_TOKEN): log in with a password")
        }
        let grant: Grant
        do throws(ControlPlaneError) { grant = try await login.grant() } catch {
            let isRefused = error.kind == .notAuthenticated || error.kind == .notAuthorized
            throw StorageFailure(
                isRefused ? .notAuthenticated : .notChecked, "no token of the storage's project: \(secrets.hiding(in: error.text))")
        }
        if let endpoint { return (login, endpoint) }
        guard let service = grant.catalog.objectStorage(atHostOf: named) else {
            throw StorageFailure(
                .notChecked,
                "\(named.authority) is not an object-store of the service catalog of project \(container.tenant), so it gets no token: correct storage_url, or give --storage-endpoint"
            )
        }
        return (login, service)
    }

    private func url(of container: StorageContainer) throws(StorageFailure) -> ServiceURL {
        if let endpoint { return endpoint }
        do throws(ConfigurationError) { return try ServiceURL(container.origin, setting: "storage_url") } catch {
            throw StorageFailure(.notChecked, error.message)
        }
    }

    private func login(to tenant: String) -> Login? {
        logins.withLock { logins in
            if let known = logins[tenant] { return known }
            let new = login.once(to: tenant)
            logins[tenant] = new
            return new
        }
    }
}
