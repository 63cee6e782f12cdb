import AsyncHTTPClient
import FlowLogModel
import Synchronization

/// Runs `body` with what all calls of a run share, and closes its connections afterwards.
/// - Parameter settings: how calls are made.
package func withEdge<Value>(_ settings: TransportSettings, _ body: (Edge) async throws -> Value) async rethrows -> Value {
    if let proxy = settings.proxies.proxy?.credentials {
        settings.secrets.add(proxy.password)
        settings.secrets.add(Secret("\(proxy.username):\(proxy.password.reveal())"))
    }
    let edge = Edge(settings)
    do {
        let value = try await body(edge)
        await edge.close()
        return value
    } catch {
        await edge.close()
        throw error
    }
}

/// What all calls of a run share: connections, pace, and how many there are at once (Contract: Many stacks, Calls at once).
package final class Edge: Sendable {
    private let settings: TransportSettings
    private let throttle: Throttle
    private let pools: PoolAllowance
    private let clouds = Mutex(0)
    /// Clouds that trust the same certificates share their connections.
    private let connections = Mutex<[CertificateAuthorities?: Connections]>([:])

    fileprivate init(_ settings: TransportSettings) {
        self.settings = settings
        let limits = CallLimits(descriptors: settings.descriptors, parallelism: settings.parallelism)
        throttle = Throttle(
            limit: settings.parallelism, most: limits.calls, ticker: settings.ticker, interruption: settings.interruption)
        pools = PoolAllowance(limits.pools)
    }

    /// A session, which logs in when that is first needed.
    /// - Parameters:
    ///   - credentials: what to log in with.
    ///   - endpoint: the value of `--endpoint`, which stands in for the catalog.
    ///   - storageEndpoint: the value of `--storage-endpoint`, which stands in for the host of every storage.
    ///   - authorities: trusted beside the system's.
    /// - Throws: if something is missing or a URL is bad; no call is made.
    package func session(
        _ credentials: Credentials, endpoint: String?, storageEndpoint: ServiceURL? = nil, trusting authorities: CertificateAuthorities?
    ) throws(ConfigurationError) -> Session {
        let endpoint = try endpoint.map { text throws(ConfigurationError) in try ServiceURL(text, setting: "--endpoint") }
        if case .token = credentials, endpoint == nil {
            throw ConfigurationError(.credentials, "a token alone needs --endpoint, the URL of the network service")
        }
        switch credentials {
        case .password(_, _, let password, _): settings.secrets.add(password)
        case .token(let token): settings.secrets.add(token)
        }
        let cloud = clouds.withLock { count in
            count += 1
            return count
        }
        let dispatcher = Dispatcher(transport: transport(trusting: authorities), throttle: throttle, cloud: cloud)
        let login = Login(credentials, dispatcher)
        return Session(
            login: login, endpoint: endpoint, dispatcher: dispatcher,
            storages: StorageLogins(login, endpoint: storageEndpoint, secrets: settings.secrets))
    }

    /// - Parameter authorities: trusted beside the system's.
    func transport(trusting authorities: CertificateAuthorities?) -> HTTPTransport {
        let connections = connections.withLock { known in
            if let connections = known[authorities] { return connections }
            let connections = Connections(settings, trusting: authorities, pools)
            known[authorities] = connections
            return connections
        }
        return HTTPTransport(connections: connections, settings: settings)
    }

    fileprivate func close() async {
        let all = connections.withLock { connections in
            defer { connections = [:] }
            return Array(connections.values)
        }
        for connections in all { await connections.close() }
    }
}
