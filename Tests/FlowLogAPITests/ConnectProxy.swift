import NIOCore
import NIOPosix

/// A proxy on this machine that knows one host: whatever it is asked to connect to, it connects to one local port.
enum ConnectProxy {
    /// Runs `body` with the proxy's `HOST:PORT`.
    /// - Parameters:
    ///   - answer: what it says to a CONNECT; only after a 200 it connects.
    ///   - requests: gets the head of each request.
    static func run(
        to port: Int, answering answer: String = "HTTP/1.1 200 Connection established\r\n\r\n", recording requests: Recorder<String>,
        _ body: (String) async throws -> Void
    ) async throws {
        let server = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .bind(host: "127.0.0.1", port: 0) { channel in channel.eventLoop.makeCompletedFuture { try wrap(channel) } }
        let address = "127.0.0.1:\(server.channel.localAddress?.port ?? 0)"
        try await withThrowingTaskGroup { group in
            group.addTask {
                try? await server.executeThenClose { connections in
                    try await withThrowingDiscardingTaskGroup { group in
                        for try await connection in connections {
                            // A client that goes away first is none of the proxy's business.
                            group.addTask { try? await serve(connection, port, answer, requests) }
                        }
                    }
                }
            }
            defer { group.cancelAll() }
            try await body(address)
        }
    }

    private typealias Connection = NIOAsyncChannel<ByteBuffer, ByteBuffer>

    private static func wrap(_ channel: any Channel) throws -> Connection {
        try NIOAsyncChannel(
            wrappingChannelSynchronously: channel, configuration: .init(inboundType: ByteBuffer.self, outboundType: ByteBuffer.self))
    }

    private static func serve(_ client: Connection, _ port: Int, _ answer: String, _ requests: Recorder<String>) async throws {
        try await client.executeThenClose { fromClient, toClient in
            var iterator = fromClient.makeAsyncIterator()
            var head = ""
            while !head.contains("\r\n\r\n"), let bytes = try await iterator.next() { head += String(buffer: bytes) }
            requests.add(head)
            try await toClient.write(ByteBuffer(string: answer))
            guard answer.contains(" 200 ") else { return }
            let target = try await ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup)
                .connect(host: "127.0.0.1", port: port) { channel in channel.eventLoop.makeCompletedFuture { try wrap(channel) } }
            try await target.executeThenClose { fromTarget, toTarget in
                try await withThrowingTaskGroup { group in
                    group.addTask { for try await bytes in fromTarget { try await toClient.write(bytes) } }
                    while let bytes = try await iterator.next() { try await toTarget.write(bytes) }
                    group.cancelAll()
                }
            }
        }
    }
}
