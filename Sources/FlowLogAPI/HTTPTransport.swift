import AsyncHTTPClient
import FlowLogApply
import FlowLogModel
import FoundationEssentials
package import Logging
import NIOCore
import NIOHTTP1

/// How calls are made, the same for all of a run.
package struct TransportSettings: Sendable {
    /// For one call, from connecting to the last byte of the answer.
    package var requestTimeout: Duration
    /// How many calls to one host run at once, at least 1; more wait, but no longer than it may take to connect.
    package var parallelism: Int
    /// The program's version, for the `User-Agent` header.
    package var version: String
    /// Gets a line per call at debug level, never a header or a body.
    package var logger: Logger
    /// The most bytes of one answer; 256 MiB are about 280,000 loggers.
    package var bodyLimit: Int

    package init(requestTimeout: Duration, parallelism: Int, version: String, logger: Logger, bodyLimit: Int = 256 << 20) {
        self.requestTimeout = requestTimeout
        self.parallelism = parallelism
        self.version = version
        self.logger = logger
        self.bodyLimit = bodyLimit
    }
}

/// One request.
struct HTTPCall: Sendable {
    let method: HTTPMethod
    let service: ServiceURL
    /// Below the service, percent-encoded: `/v2.0/flowlog-loggers`.
    let path: String
    /// Percent-encoded, without `?`.
    var query: String?
    var token: Secret?
    /// JSON.
    var body: Data?
    /// A password in the body, to keep it out of messages.
    var password: Secret?

    /// How messages and logs call it: `GET /v2.0/flowlog-loggers?limit=2`.
    var name: String { "\(method.rawValue) \(path)\(query.map { "?\($0)" } ?? "")" }
}

/// What came back, whatever its status.
struct HTTPAnswer: Sendable {
    let call: HTTPCall
    let status: Int
    let reason: String
    let contentType: String?
    let location: String?
    /// `x-openstack-request-id`.
    let requestID: String?
    let body: Data
}

/// Sends requests: no redirects, no retries, one time-out for the whole call, messages without secrets.
struct HTTPTransport: Sendable {
    private let client: HTTPClient
    let settings: TransportSettings

    /// Runs `body` with a transport of its own, and closes its connections afterwards.
    static func withTransport<Value>(_ settings: TransportSettings, _ body: (HTTPTransport) async throws -> Value) async throws -> Value {
        var configuration = HTTPClient.Configuration(redirectConfiguration: .disallow)
        // Half of the whole, so that a host that does not answer at all ends as such, and not as an unclear time-out.
        configuration.timeout.connect = TimeAmount(min(.seconds(10), settings.requestTimeout / 2))
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = settings.parallelism
        configuration.connectionPool.retryConnectionEstablishment = false
        configuration.httpVersion = .http1Only
        return try await HTTPClient.withHTTPClient(configuration: configuration) { client in
            try await body(HTTPTransport(client: client, settings: settings))
        }
    }

    /// Sends a request and returns the answer, which has a 2xx status.
    /// - Throws: the server's or the connection's failure.
    func send(_ call: HTTPCall) async throws(ControlPlaneError) -> HTTPAnswer {
        let answer = try await exchange(call)
        guard (200...299).contains(answer.status) else { throw ControlPlaneError(answer: answer) }
        return answer
    }

    /// The debug line of CONTRACT's `--log-level debug`: method, path, status, time, request id.
    private func exchange(_ call: HTTPCall) async throws(ControlPlaneError) -> HTTPAnswer {
        func log(_ text: String) { settings.logger.debug("\(text.hiding(call))") }
        let start = ContinuousClock.now
        let result = await firstOf(call)
        let milliseconds = Int((ContinuousClock.now - start) / .milliseconds(1))
        switch result {
        case .success(let answer):
            let id = answer.requestID.map { " \($0)" } ?? ""
            log("\(call.name): \(answer.status) in \(milliseconds) ms\(id)")
            return answer
        case .failure(let error):
            log("\(call.name): \(error.message) in \(milliseconds) ms")
            throw error
        }
    }

    /// The answer or the time-out, whichever is first; AsyncHTTPClient's own deadline ends with the head of the answer.
    private func firstOf(_ call: HTTPCall) async -> Result<HTTPAnswer, ControlPlaneError> {
        await withTaskGroup(of: Result<HTTPAnswer, ControlPlaneError>?.self) { group in
            group.addTask { await receive(call) }
            group.addTask {
                try? await Task.sleep(for: settings.requestTimeout)
                return nil
            }
            let first = await group.next()
            group.cancelAll()
            if case .some(.some(let result)) = first { return result }
            let what = Task.isCancelled ? "the call was cancelled" : "no complete answer within \(settings.requestTimeout.text)"
            return .failure(ControlPlaneError(.unclear, "\(call.service.authority): \(what)"))
        }
    }

    private func receive(_ call: HTTPCall) async -> Result<HTTPAnswer, ControlPlaneError> {
        var request = HTTPClientRequest(url: call.service.appending(call.path, query: call.query))
        request.method = call.method
        request.headers.add(name: "User-Agent", value: "flowlogctl/\(settings.version)")
        request.headers.add(name: "Accept", value: "application/json")
        if let token = call.token { request.headers.add(name: "X-Auth-Token", value: token.reveal()) }
        if let body = call.body {
            request.headers.add(name: "Content-Type", value: "application/json")
            request.body = .bytes(body)
        }
        do {
            let response = try await client.execute(request, deadline: .distantFuture)
            let isSuccess = (200...299).contains(Int(response.status.code))
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
                    requestID: response.headers.first(name: "x-openstack-request-id")?.hiding(call), body: body))
        } catch is BodyTooLarge {
            return .failure(ControlPlaneError(.invalidAnswer, "the answer to \(call.name) is larger than \(settings.bodyLimit) bytes"))
        } catch {
            let authority = call.service.authority
            return .failure(
                Task.isCancelled
                    ? ControlPlaneError(.unclear, "\(authority): the call was cancelled")
                    : ControlPlaneError(transport: error, to: authority))
        }
    }
}

private struct BodyTooLarge: Error {}

extension String {
    /// The text with the call's secrets replaced, in case a server echoes them.
    func hiding(_ call: HTTPCall) -> String {
        [call.token, call.password].reduce(self) { text, secret in
            secret.map { text.replacing($0.reveal(), with: $0.description) } ?? text
        }
    }
}
