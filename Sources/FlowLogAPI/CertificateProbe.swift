import NIOCore
import NIOPosix
import NIOSSL

/// Looks at a server's certificates after they were not accepted, since the library does not say why.
enum CertificateProbe {
    private static let patience = TimeAmount.seconds(5)

    /// The certificates that a server presents, its own first; the connection ends there, and nothing is sent.
    /// - Returns: none if the server cannot be asked.
    static func certificates(of service: ServiceURL) async -> [NIOSSLCertificate] {
        let eventLoop = MultiThreadedEventLoopGroup.singleton.any()
        let presented = eventLoop.makePromise(of: [NIOSSLCertificate].self)
        let bootstrap = ClientBootstrap(group: eventLoop).connectTimeout(patience).channelInitializer { channel in
            channel.eventLoop.makeCompletedFuture {
                let handler = try NIOSSLClientHandler(
                    context: try NIOSSLContext(configuration: .makeClientConfiguration()),
                    serverHostname: service.isAddress ? nil : service.host,
                    customVerificationCallback: { certificates, verdict in
                        presented.succeed(certificates)
                        verdict.succeed(.failed)
                    })
                try channel.pipeline.syncOperations.addHandler(handler)
            }
        }
        do {
            let channel = try await bootstrap.connect(host: service.address, port: service.port).get()
            channel.closeFuture.whenComplete { _ in presented.succeed([]) }
            eventLoop.scheduleTask(in: patience) { presented.succeed([]) }
            let certificates = try await presented.futureResult.get()
            channel.close(promise: nil)
            return certificates
        } catch {
            presented.succeed([])
            return []
        }
    }
}

extension ServiceURL {
    /// Whether the host is given by its IP address.
    var isAddress: Bool { IPAddress.bytes(of: host) != nil }

    /// The host without the brackets of an IPv6 address.
    fileprivate var address: String { host.first == "[" ? String(host.dropFirst().dropLast()) : isRooted ? "\(host)." : host }
}
