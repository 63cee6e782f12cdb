import AsyncHTTPClient
package import FlowLogApply
import FlowLogModel
package import FoundationEssentials
package import Logging
import NIOCore
import NIOHTTP1
import NIOSSL

/// How calls are made, the same for all of a run.
package struct TransportSettings: Sendable {
    /// For one attempt of a call, from connecting to the last byte of the answer.
    package var requestTimeout: Duration
    /// How many calls run at once, at least 1; more wait.
    package var parallelism: Int
    /// The program's version, for the `User-Agent` header.
    package var version: String
    /// Gets a line per call at debug level, never a header or a body.
    package var logger: Logger
    /// The most bytes of one answer; 256 MiB are about 280,000 loggers.
    package var bodyLimit: Int
    /// Trusted beside the system's.
    package var authorities: CertificateAuthorities?
    package var proxies: ProxySettings
    package var ticker: Ticker
    /// Ends every pause; what is on its way is waited for.
    package var interruption: Interruption
    /// 0..<1, for the jitter of retries.
    package var random: @Sendable () -> Double
    /// The time of day, for HTTP dates and certificates.
    package var now: @Sendable () -> Date

    package init(
        requestTimeout: Duration, parallelism: Int, version: String, logger: Logger, bodyLimit: Int = 256 << 20,
        authorities: CertificateAuthorities? = nil, proxies: ProxySettings = .none, ticker: Ticker = .continuous,
        interruption: Interruption = Interruption(),
        random: @escaping @Sendable () -> Double = { Double.random(in: 0..<1) }, now: @escaping @Sendable () -> Date = { Date() }
    ) {
        self.requestTimeout = requestTimeout
        self.parallelism = parallelism
        self.version = version
        self.logger = logger
        self.bodyLimit = bodyLimit
        self.authorities = authorities
        self.proxies = proxies
        self.ticker = ticker
        self.interruption = interruption
        self.random = random
        self.now = now
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
    /// Whether sending it twice is the same as once: all but the POST of a logger.
    var isRepeatable = true

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
    let retryAfter: Duration?
    let body: Data
}

/// Sends requests: no redirects, no retries, one time-out for the whole call, messages without secrets.
struct HTTPTransport: Sendable {
    private let client: HTTPClient
    /// Goes through the proxy, if there is one.
    private let proxied: HTTPClient
    let settings: TransportSettings

    /// Runs `body` with a transport of its own, and closes its connections afterwards.
    static func withTransport<Value>(_ settings: TransportSettings, _ body: (HTTPTransport) async throws -> Value) async throws -> Value {
        var configuration = HTTPClient.Configuration(redirectConfiguration: .disallow)
        // Half of the whole, so that a host that does not answer at all ends as such, and not as an unclear time-out.
        configuration.timeout.connect = TimeAmount(min(.seconds(10), settings.requestTimeout / 2))
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = settings.parallelism
        configuration.connectionPool.retryConnectionEstablishment = false
        configuration.httpVersion = .http1Only
        if let authorities = settings.authorities {
            var tls = TLSConfiguration.makeClientConfiguration()
            tls.additionalTrustRoots = [.certificates(authorities.certificates)]
            configuration.tlsConfiguration = tls
        }
        return try await HTTPClient.withHTTPClient(configuration: configuration) { client in
            guard let proxy = settings.proxies.proxy else {
                return try await body(HTTPTransport(client: client, proxied: client, settings: settings))
            }
            configuration.proxy = .server(
                host: proxy.host, port: proxy.port,
                authorization: proxy.credentials.map { .basic(username: $0.username, password: $0.password.reveal()) })
            return try await HTTPClient.withHTTPClient(configuration: configuration) { proxied in
                try await body(HTTPTransport(client: client, proxied: proxied, settings: settings))
            }
        }
    }

    /// Sends a request once.
    /// - Parameter timeout: from connecting to the last byte of the answer.
    /// - Returns: the answer, which has a 2xx status, or the server's or the connection's failure.
    func send(_ call: HTTPCall, timeout: Duration) async -> Result<HTTPAnswer, CallFailure> {
        await exchange(call, timeout).flatMap { answer in
            (200...299).contains(answer.status)
                ? .success(answer) : .failure(CallFailure(ControlPlaneError(answer: answer), retryAfter: answer.retryAfter))
        }
    }

    /// Writes the debug line of CONTRACT's `--log-level debug`: method, path, status, time, request id.
    private func exchange(_ call: HTTPCall, _ timeout: Duration) async -> Result<HTTPAnswer, CallFailure> {
        let start = ContinuousClock.now
        let result = await firstOf(call, timeout)
        let outcome =
            switch result {
            case .success(let answer): "\(answer.status)"
            case .failure(let failure): failure.error.message
            }
        let id = (try? result.get())?.requestID.map { " \($0)" } ?? ""
        let milliseconds = Int((ContinuousClock.now - start) / .milliseconds(1))
        settings.logger.debug("\("\(call.name): \(outcome) in \(milliseconds) ms\(id)".hiding(call))")
        return result
    }

    /// The answer or the time-out, whichever is first; AsyncHTTPClient's own deadline ends with the head of the answer.
    private func firstOf(_ call: HTTPCall, _ timeout: Duration) async -> Result<HTTPAnswer, CallFailure> {
        await withTaskGroup(of: Result<HTTPAnswer, CallFailure>?.self) { group in
            group.addTask { await receive(call) }
            group.addTask {
                try? await Task.sleep(for: timeout)
                return nil
            }
            let first = await group.next()
            group.cancelAll()
            if case .some(.some(let result)) = first { return result }
            let what = Task.isCancelled ? "the call was cancelled" : "no complete answer within \(timeout.text)"
            return .failure(CallFailure(ControlPlaneError(.unclear, "\(call.service.authority): \(what)")))
        }
    }

    private func receive(_ call: HTTPCall) async -> Result<HTTPAnswer, CallFailure> {
        let proxy = settings.proxies.proxy(for: call.service)
        if let proxy, call.service.isAddress {
            // The TLS library would compare the certificate with the address of the connection's other end: the proxy's.
            let words = "no certificate can be checked for an IP address through the proxy \(proxy.authority)"
            let message = "\(call.service.authority): \(words): use the host's name, or add it to NO_PROXY"
            return .failure(CallFailure(ControlPlaneError(.unreachable, message), isFinal: true))
        }
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
            let response = try await (proxy == nil ? client : proxied).execute(request, deadline: .distantFuture)
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
                    requestID: response.headers.first(name: "x-openstack-request-id")?.hiding(call),
                    retryAfter: retryAfter(response.headers), body: body))
        } catch is BodyTooLarge {
            let message = "the answer to \(call.name) is larger than \(settings.bodyLimit) bytes"
            return .failure(CallFailure(ControlPlaneError(.invalidAnswer, message), isFinal: true))
        } catch {
            guard !Task.isCancelled else {
                return .failure(CallFailure(ControlPlaneError(.unclear, "\(call.service.authority): the call was cancelled")))
            }
            return .failure(await CallFailure(transport: error, to: call.service, through: proxy, now: settings.now()))
        }
    }

    private func retryAfter(_ headers: HTTPHeaders) -> Duration? {
        let now = Int64(settings.now().timeIntervalSince1970)
        // The server's own clock, so that a wrong one on this machine does not matter.
        let serverNow = headers.first(name: "date").flatMap { RetryAfter.date($0, now: now) }
        return headers.first(name: "retry-after").flatMap { RetryAfter.parse($0, now: serverNow ?? now) }
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
