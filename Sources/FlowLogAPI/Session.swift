package import FlowLogApply
package import FlowLogModel

/// Runs `body` with a session, and closes its connections afterwards.
/// - Parameters:
///   - credentials: what to log in with; the token is asked for when it is first needed.
///   - endpoint: the value of `--endpoint`, which stands in for the catalog.
///   - settings: how calls are made.
/// - Throws: `ConfigurationError` before any call if something is missing or a URL is bad, and whatever `body` throws.
package func withSession<Value>(
    credentials: Credentials, endpoint: String?, settings: TransportSettings, _ body: (Session) async throws -> Value
) async throws -> Value {
    let endpoint = try endpoint.map { text throws(ConfigurationError) in try ServiceURL(text, setting: "--endpoint") }
    if case .token = credentials, endpoint == nil {
        throw ConfigurationError(.credentials, "a token alone needs --endpoint, the URL of the network service")
    }
    switch credentials {
    case .password(_, _, let password, _): settings.secrets.add(password)
    case .token(let token): settings.secrets.add(token)
    }
    return try await HTTPTransport.withTransport(settings) { transport in
        try await body(Session(credentials: credentials, endpoint: endpoint, dispatcher: Dispatcher(transport: transport)))
    }
}

/// One login, shared by the clients of all regions.
package actor Session {
    private enum Login {
        case notYet
        /// One caller asks; the others wait for its outcome, which is nil if it was cancelled.
        case asking(waiting: [CheckedContinuation<Result<Grant, ControlPlaneError>?, Never>])
        case granted(Grant)
        /// Wrong credentials are not tried again: some services lock accounts for that.
        case refused(ControlPlaneError)
    }

    private let credentials: Credentials
    private let endpoint: ServiceURL?
    private let dispatcher: Dispatcher
    private var login = Login.notYet
    /// Whether the present token replaced a rejected one, and no call has succeeded with it yet.
    private var isUnprovenRenewal = false

    init(credentials: Credentials, endpoint: ServiceURL?, dispatcher: Dispatcher) {
        self.credentials = credentials
        self.endpoint = endpoint
        self.dispatcher = dispatcher
    }

    /// The project that the credentials are for; nil if the token was given, since it does not say.
    /// - Throws: `ControlPlaneError`, if the login fails.
    package func projectID() async throws(ControlPlaneError) -> ProjectID? {
        switch credentials {
        case .token: nil
        case .password(_, _, _, tenant: .id(let id)): try await grant().projectID ?? ProjectID(id)
        case .password: try await grant().projectID
        }
    }

    /// The service of one region.
    /// - Parameter region: as in the catalog, in any case; not looked at if an endpoint was given.
    /// - Throws: `ConfigurationError` for a region that the catalog lacks; `ControlPlaneError` if the login fails.
    package func client(region: String?) async throws -> FlowLogClient {
        if let endpoint { return FlowLogClient(session: self, dispatcher: dispatcher, service: endpoint) }
        let grant = try await grant()
        do throws(ConfigurationError) {
            return FlowLogClient(session: self, dispatcher: dispatcher, service: try grant.networkURL(region: region))
        } catch {
            // The catalog's own words are in it.
            let secrets = dispatcher.transport.settings.secrets
            throw ConfigurationError(error.kind, secrets.hiding(in: error.message), help: error.help.map { secrets.hiding(in: $0) })
        }
    }

    /// The token for the next call.
    func token() async throws(ControlPlaneError) -> Secret {
        if case .token(let token) = credentials { token } else { try await grant().token }
    }

    func noteAccepted(_ token: Secret?) {
        if case .granted(let grant) = login, grant.token == token { isUnprovenRenewal = false }
    }

    /// The token for a call that got a 401: the one that another caller has got meanwhile, or a new one (Contract: Apply, Retries).
    /// - Throws: `notAuthenticated` if the token was given, or if a new one is rejected as well, then for everybody.
    func token(insteadOf rejected: Secret?, _ rejection: ControlPlaneError) async throws(ControlPlaneError) -> Secret {
        if case .token = credentials {
            throw ControlPlaneError(
                .notAuthenticated,
                "\(rejection.message); the token was given (OS_TOKEN), so there is nothing to renew it with: set a new one",
                requestID: rejection.requestID)
        }
        if case .granted(let grant) = login, grant.token == rejected {
            guard !isUnprovenRenewal else {
                let error = ControlPlaneError(
                    .notAuthenticated, "\(rejection.message); the token was new", requestID: rejection.requestID)
                login = .refused(error)
                throw error
            }
            login = .notYet
            isUnprovenRenewal = true
        }
        return try await grant().token
    }

    private func grant() async throws(ControlPlaneError) -> Grant {
        while true {
            switch login {
            case .granted(let grant): return grant
            case .refused(let error): throw error
            case .asking:
                if let outcome = await withCheckedContinuation({ wait($0) }) { return try outcome.get() }
            case .notYet:
                login = .asking(waiting: [])
                return try await settle(ask()).get()
            }
        }
    }

    private func ask() async -> Result<Grant, ControlPlaneError> {
        guard case .password(let authURL, let username, let password, let tenant) = credentials else {
            return .failure(ControlPlaneError(.notAuthenticated, "there are no credentials to ask for a token with"))
        }
        do throws(ControlPlaneError) {
            return .success(
                try await dispatcher.authenticate(at: authURL, username: username, password: password, tenant: tenant))
        } catch {
            return .failure(error)
        }
    }

    private func wait(_ caller: CheckedContinuation<Result<Grant, ControlPlaneError>?, Never>) {
        guard case .asking(var waiting) = login else { return caller.resume(returning: nil) }
        waiting.append(caller)
        login = .asking(waiting: waiting)
    }

    private func settle(_ outcome: Result<Grant, ControlPlaneError>) -> Result<Grant, ControlPlaneError> {
        guard case .asking(let waiting) = login else { return outcome }
        var shared: Result<Grant, ControlPlaneError>? = outcome
        switch outcome {
        case .success(let grant): login = .granted(grant)
        case .failure(let error) where error.kind == .notAuthenticated || error.kind == .notAuthorized: login = .refused(error)
        case .failure(let error):
            login = .notYet
            // Whoever waits was not cancelled with the caller that asked, has more time or owes its call, and asks itself.
            if Task.isCancelled || error.isLate || dispatcher.transport.settings.interruption.isRequested { shared = nil }
        }
        for caller in waiting { caller.resume(returning: shared) }
        return outcome
    }
}
