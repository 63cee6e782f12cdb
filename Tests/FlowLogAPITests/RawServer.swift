import Glibc
import NIOCore
import NIOPosix
import NIOSSL
import Testing

/// A TCP server that reads one HTTP request, writes bytes and closes: for answers that no HTTP library would send.
enum RawServer {
    /// Runs `body` with the URL of the server.
    /// - Parameters:
    ///   - requests: gets what each connection sent.
    ///   - certificate: PEM; with one, the server speaks TLS.
    ///   - isPatient: whether it leaves it to the client to close the connection.
    static func run(
        writing answer: String, recording requests: Recorder<String>? = nil, certificate: String? = nil, isPatient: Bool = false,
        _ body: (String) async throws -> Void
    ) async throws {
        let tls = try certificate.map { try NIOSSLContext(configuration: Self.configuration(certificate: $0)) }
        let server = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .bind(host: "127.0.0.1", port: 0) { channel in
                channel.eventLoop.makeCompletedFuture {
                    if let tls { try channel.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: tls)) }
                    return try NIOAsyncChannel(
                        wrappingChannelSynchronously: channel,
                        configuration: .init(inboundType: ByteBuffer.self, outboundType: ByteBuffer.self))
                }
            }
        let port = server.channel.localAddress?.port ?? 0
        try await withThrowingTaskGroup { group in
            group.addTask {
                try? await server.executeThenClose { connections in
                    for try await connection in connections {
                        // A client that goes away first is none of the server's business.
                        try? await connection.executeThenClose { inbound, outbound in
                            var request = ""
                            var iterator = inbound.makeAsyncIterator()
                            while !isComplete(request), let bytes = try await iterator.next() { request += String(buffer: bytes) }
                            requests?.add(request)
                            try await outbound.write(ByteBuffer(string: answer))
                            while isPatient, try await iterator.next() != nil {}
                        }
                    }
                }
            }
            defer { group.cancelAll() }
            try await body("\(tls == nil ? "http" : "https")://127.0.0.1:\(port)")
        }
    }

    private static func configuration(certificate: String) throws -> TLSConfiguration {
        .makeServerConfiguration(
            certificateChain: try NIOSSLCertificate.fromPEMBytes(Array(certificate.utf8)).map { .certificate($0) },
            privateKey: .privateKey(try NIOSSLPrivateKey(bytes: Array(TestCertificates.key.utf8), format: .pem)))
    }

    private static func isComplete(_ request: String) -> Bool {
        // The hello of TLS is all that comes before an answer.
        if request.utf8.first == 0x16 { return true }
        guard let end = request.firstRange(of: "\r\n\r\n") else { return false }
        let length = request[..<end.lowerBound].lowercased().split(separator: "\r\n")
            .first { $0.hasPrefix("content-length:") }
            .flatMap { Int($0.dropFirst("content-length:".count).drop { $0 == " " }) }
        return request[end.upperBound...].utf8.count >= length ?? 0
    }

    /// Runs `body` with the URL of a port that nobody listens on, and that nobody can take meanwhile: bound, without listening.
    static func withDeafPort(_ body: (String) async throws -> Void) async throws {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, length) == 0 && getsockname(descriptor, $0, &length) == 0
            }
        }
        try #require(isBound)
        try await body("http://127.0.0.1:\(UInt16(bigEndian: address.sin_port))")
    }
}
