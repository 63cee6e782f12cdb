import NIOCore
import NIOPosix

/// A TCP server that reads one HTTP request, writes bytes and closes: for answers that no HTTP library would send.
enum RawServer {
    /// Runs `body` with the URL of the server.
    /// - Parameter requests: gets what each connection sent.
    static func run(writing answer: String, recording requests: Recorder<String>? = nil, _ body: (String) async throws -> Void) async throws
    {
        let server = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .bind(host: "127.0.0.1", port: 0) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try NIOAsyncChannel(
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
                            for try await bytes in inbound {
                                request += String(buffer: bytes)
                                if isComplete(request) { break }
                            }
                            requests?.add(request)
                            try await outbound.write(ByteBuffer(string: answer))
                        }
                    }
                }
            }
            defer { group.cancelAll() }
            try await body("http://127.0.0.1:\(port)")
        }
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

    /// Runs `body` with the URL of a port that nobody listens on, and that nobody can take meanwhile: the client's end of a connection.
    static func withDeafPort(_ body: (String) async throws -> Void) async throws {
        let group = MultiThreadedEventLoopGroup.singleton
        let server = try await ServerBootstrap(group: group).bind(host: "127.0.0.1", port: 0).get()
        let client = try await ClientBootstrap(group: group).connect(host: "127.0.0.1", port: server.localAddress?.port ?? 0).get()
        try await body("http://127.0.0.1:\(client.localAddress?.port ?? 0)")
        try await client.close().get()
        try await server.close().get()
    }
}
