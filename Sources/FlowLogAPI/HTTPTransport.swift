import AsyncHTTPClient
import FlowLogApply
import FlowLogModel
import FoundationEssentials
import Logging
import NIOCore
import NIOHTTP1

/// Sends requests: no redirects, no retries, one time-out for the whole call, messages without secrets.
struct HTTPTransport: Sendable {
    private let connections: Connections
    let settings: TransportSettings

    init(connections: Connections, settings: TransportSettings) {
        self.connections = connections
        self.settings = settings
    }

    /// Sends a request once.
    /// - Parameter timeout: from connecting to the last byte of the answer.
    /// - Returns: the answer, which has a 2xx status, or the server's or the connection's failure.
    func send(_ call: HTTPCall, timeout: Duration) async -> Result<HTTPAnswer, CallFailure> {
        await exchange(call, timeout).flatMap { answer in
            call.isAnswered(by: answer.status)
                ? .success(answer) : .failure(CallFailure(ControlPlaneError(answer: answer), retryAfter: answer.retryAfter))
        }
    }

    /// Writes the line of `--log-level debug`: method, path, status, time, request id.
    private func exchange(_ call: HTTPCall, _ timeout: Duration) async -> Result<HTTPAnswer, CallFailure> {
        let start = settings.realTicker.now()
        let result = await firstOf(call, timeout)
        let outcome =
            switch result {
            case .success(let answer): "\(answer.status)"
            case .failure(let failure): failure.error.message
            }
        let id = (try? result.get())?.requestID.map { " \($0)" } ?? ""
        let milliseconds = Int((settings.realTicker.now() - start) / .milliseconds(1))
        settings.log(.debug, "\(call.name): \(outcome) in \(milliseconds) ms\(id)")
        return result
    }

    /// The answer or the time-out, whichever is first; AsyncHTTPClient's own deadline ends with the head of the answer.
    private func firstOf(_ call: HTTPCall, _ timeout: Duration) async -> Result<HTTPAnswer, CallFailure> {
        let body = call.body.map { RequestBody($0) }
        let result: Result<HTTPAnswer, CallFailure>? = await withTaskGroup(of: Result<HTTPAnswer, CallFailure>?.self) { group in
            group.addTask { await receive(call, body) }
            group.addTask {
                try? await settings.realTicker.sleep(timeout)
                return nil
            }
            defer { group.cancelAll() }
            return await group.next() ?? nil
        }
        let what = Task.isCancelled ? "the call was cancelled" : "no complete answer within \(timeout.text) (--request-timeout)"
        let outcome = result ?? .failure(CallFailure(ControlPlaneError(.unclear, "\(call.service.authority): \(what)")))
        return outcome.mapError { failure in
            var failure = failure
            if failure.error.kind == .unclear, body?.withhold() == true {
                failure.error = ControlPlaneError(.unreachable, failure.error.message)
            }
            return failure
        }
    }

    private func receive(_ call: HTTPCall, _ body: RequestBody?) async -> Result<HTTPAnswer, CallFailure> {
        var request = HTTPClientRequest(url: call.service.appending(call.path, query: call.query))
        request.method = call.method
        request.headers.add(name: "User-Agent", value: "flowlogctl/\(settings.version)")
        request.headers.add(name: "Accept", value: "application/json")
        if let token = call.token { request.headers.add(name: "X-Auth-Token", value: token.reveal()) }
        if let body {
            request.headers.add(name: "Content-Type", value: "application/json")
            request.body = .stream(body, length: .known(Int64(body.count)))
        }
        do {
            let client = connections.client(for: call.service, isSingleUse: !call.isRepeatable)
            let response = try await client.execute(request, deadline: .distantFuture)
            let isSuccess = call.isAnswered(by: Int(response.status.code))
            // Of an error, its beginning is enough.
            let limit = isSuccess ? settings.bodyLimit : min(settings.bodyLimit, 64 << 10)
            var body = Data()
            for try await chunk in response.body {
                guard body.count + chunk.readableBytes <= limit else {
                    if isSuccess { throw BodyTooLarge() }
                    break
                }
                body.append(contentsOf: chunk.readableBytesView)
            }
            return .success(
                HTTPAnswer(
                    call: call, status: Int(response.status.code), reason: response.status.reasonPhrase,
                    contentType: response.headers.first(name: "content-type"), location: response.headers.first(name: "location"),
                    requestID: response.headers.first(name: "x-openstack-request-id").map { settings.secrets.hiding(in: $0) },
                    date: date(response.headers),
                    writeACL: writeACL(response.headers),
                    retryAfter: retryAfter(response.headers), body: body, secrets: settings.secrets))
        } catch is BodyTooLarge {
            let message = "the answer is larger than \(settings.bodyLimit) bytes"
            return .failure(CallFailure(ControlPlaneError(.invalidAnswer, message), isFinal: true))
        } catch {
            guard !Task.isCancelled else {
                return .failure(CallFailure(ControlPlaneError(.unclear, "\(call.service.authority): the call was cancelled")))
            }
            let proxy = settings.proxies.proxy(for: call.service)
            return .failure(await CallFailure(transport: error, to: call.service, through: proxy, now: settings.now()))
        }
    }

    private func retryAfter(_ headers: HTTPHeaders) -> Duration? {
        // The server's own clock, so that a wrong one on this machine does not matter.
        headers.first(name: "retry-after").flatMap { RetryAfter.parse($0, now: date(headers)?.secondsSince1970 ?? now) }
    }

    private func date(_ headers: HTTPHeaders) -> Timestamp? {
        headers.first(name: "date").flatMap { RetryAfter.date($0, now: now) }.map(Timestamp.init(secondsSince1970:))
    }

    private var now: Int64 { Int64(settings.now().timeIntervalSince1970) }

    /// One that says a secret back is none.
    private func writeACL(_ headers: HTTPHeaders) -> String? {
        guard headers.contains(name: "x-container-write") else { return nil }
        let list = headers["x-container-write"].joined(separator: ",")
        return settings.secrets.hiding(in: list) == list ? list : nil
    }
}

private struct BodyTooLarge: Error {}
