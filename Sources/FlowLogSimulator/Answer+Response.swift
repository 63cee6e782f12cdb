import Hummingbird
import NIOCore

extension Answer {
    /// Sends the answer when its time has come, all of it or not.
    /// - Parameters:
    ///   - method: the request's, since the answer to `HEAD` has no body.
    ///   - channel: the request's connection; it is closed when the answer is dropped, or when the simulator ends first.
    func response(to method: HTTPRequest.Method, on channel: any Channel) async -> Response {
        if delay > .zero {
            do {
                try await Task.sleep(for: delay)
            } catch {
                return await Self.closed(channel)
            }
        }
        guard let content else { return Response(status: .internalServerError) }
        switch delivery {
        case .whole where method == .head: return response(content).createHeadResponse()
        case .whole: return response(content)
        case .truncated where content.readableBytes > 0 && method != .head: return response(cutting: content)
        case .truncated, .dropped: return await Self.closed(channel)
        }
    }

    /// Closes the connection; the response is a formality, nothing of it can be sent.
    private static func closed(_ channel: any Channel) async -> Response {
        try? await channel.close()
        return Response(status: .internalServerError)
    }

    private func response(_ content: ByteBuffer) -> Response {
        let body = content.readableBytes > 0 ? ResponseBody(byteBuffer: content) : ResponseBody()
        return Response(status: .init(code: status), headers: fields, body: body)
    }

    /// Announces all of the content and sends half of it.
    private func response(cutting content: ByteBuffer) -> Response {
        struct Cut: Error {}
        let body = ResponseBody(contentLength: content.readableBytes) { writer in
            try await writer.write(ByteBuffer(content.readableBytesView.prefix(content.readableBytes / 2)))
            throw Cut()  // Hummingbird closes the connection.
        }
        return Response(status: .init(code: status), headers: fields, body: body)
    }

    private var fields: HTTPFields {
        var fields = HTTPFields()
        for (name, value) in headers {
            if let name = HTTPFields.Element.Name(name) { fields[name] = value }
        }
        switch body {
        case .none: break
        case .html: fields[.contentType] = "text/html; charset=utf-8"
        case .text: fields[.contentType] = "text/plain; charset=utf-8"
        case .json: fields[.contentType] = "application/json"
        }
        return fields
    }

    private var content: ByteBuffer? {
        switch body {
        case .none: ByteBuffer()
        case .text(let text), .html(let text): ByteBuffer(string: text)
        case .json(let value): (try? value.encoded()).map { ByteBuffer(bytes: $0) }
        }
    }
}
