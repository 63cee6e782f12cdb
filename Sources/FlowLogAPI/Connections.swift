import AsyncHTTPClient
import FlowLogModel
import NIOCore
import NIOSSL
import Synchronization

/// The connections of a run that trust the same certificates: a client of the library for each service and use.
///
/// The library checks names against the host of the URL *or* the address of the other end, which may be a proxy, and takes a certificate
/// for that address for one of the host. So it checks who signed, and we check the names, which needs to know the host: hence a client for
/// each. A connection that was idle may be closed by the server just when a request goes out on it, so that nobody knows whether it was
/// carried out: what must not be sent twice gets a connection of its own.
final class Connections: Sendable {
    private struct Key: Hashable {
        let origin: String
        let isSingleUse: Bool
    }

    private let settings: TransportSettings
    private let authorities: CertificateAuthorities?
    private let pools: PoolAllowance
    private let clients = Mutex<[Key: HTTPClient]>([:])

    /// - Parameters:
    ///   - authorities: trusted beside the system's.
    ///   - pools: how many hosts may keep connections open between calls.
    init(_ settings: TransportSettings, trusting authorities: CertificateAuthorities?, _ pools: PoolAllowance) {
        self.settings = settings
        self.authorities = authorities
        self.pools = pools
    }

    /// The client for calls to a service.
    /// - Parameter isSingleUse: whether each call gets a new connection; where no more connections may be kept open, each does.
    func client(for service: ServiceURL, isSingleUse: Bool) -> HTTPClient {
        clients.withLock { clients in
            var key = Key(origin: service.origin, isSingleUse: isSingleUse)
            if let client = clients[key] { return client }
            if !isSingleUse, !pools.take() {
                key = Key(origin: service.origin, isSingleUse: true)
                if let client = clients[key] { return client }
            }
            let isSingleUse = key.isSingleUse
            let client = HTTPClient(configuration: configuration(for: service, isSingleUse: isSingleUse))
            clients[key] = client
            return client
        }
    }

    /// Closes all of them.
    func close() async {
        let all = clients.withLock { clients in
            defer { clients = [:] }
            return Array(clients.values)
        }
        for client in all { try? await client.shutdown() }
    }

    private func configuration(for service: ServiceURL, isSingleUse: Bool) -> HTTPClient.Configuration {
        var configuration = HTTPClient.Configuration(redirectConfiguration: .disallow)
        // Half of the whole, so that a host that does not answer at all ends as such, and not as an unclear time-out.
        configuration.timeout.connect = TimeAmount(min(.seconds(10), settings.requestTimeout / 2))
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = settings.parallelism
        configuration.connectionPool.retryConnectionEstablishment = false
        configuration.httpVersion = .http1Only
        if isSingleUse {
            configuration.maximumUsesPerConnection = 1
            // One that was opened for a call that ended meanwhile.
            configuration.connectionPool.idleTimeout = .zero
        }
        // A dot at the end is for the resolver; neither TLS nor HTTP want it.
        if service.isRooted { configuration.dnsOverride = [service.host: "\(service.host)."] }
        if service.isTLS {
            var tls = TLSConfiguration.makeClientConfiguration()
            tls.certificateVerification = .noHostnameVerification
            if let authorities { tls.additionalTrustRoots = [.certificates(authorities.certificates)] }
            configuration.tlsConfiguration = tls
            configuration.http1_1ConnectionDebugInitializer = { channel in Self.checkNames(of: channel, for: service.host) }
        }
        if let proxy = settings.proxies.proxy(for: service) {
            configuration.proxy = .server(
                host: proxy.host, port: proxy.port,
                authorization: proxy.credentials.map { .basic(username: $0.username, password: $0.password.reveal()) })
        }
        return configuration
    }

    /// Runs on the channel's event loop when TLS is there and before anything is sent.
    private static func checkNames(of channel: any Channel, for host: String) -> EventLoopFuture<Void> {
        // At once: were the connection to end before the library has the answer, it would lose count of its connections.
        channel.eventLoop.makeCompletedFuture {
            do {
                guard let certificate = try channel.pipeline.syncOperations.nioSSL_peerCertificate() else { throw ForeignCertificate() }
                let names = certificate.alternativeNames
                guard HostIdentity(host).isAmong(names) else { throw ForeignCertificate(names: names) }
            } catch {
                // For the same reason only afterwards.
                channel.eventLoop.execute { channel.close(promise: nil) }
                throw error
            }
        }
    }
}

extension NIOSSLCertificate {
    fileprivate var alternativeNames: [HostIdentity.Name] {
        _subjectAlternativeNames().compactMap { name in
            switch name.nameType {
            case .dnsName: .dns(Array(name.contents))
            case .ipAddress: .address(Array(name.contents))
            default: nil
            }
        }
    }
}
