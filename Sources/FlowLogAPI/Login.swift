import FlowLogApply
import FlowLogModel

/// What gets the token of one project, and a new one once it is rejected; shared by all of its services.
actor Login {
    private enum State {
        case notYet
        /// One caller asks; the others wait for its outcome, which is nil if it was cancelled.
        case asking(waiting: [CheckedContinuation<Result<Grant, ControlPlaneError>?, Never>])
        case granted(Grant)
        /// Wrong credentials are not tried again: some services lock accounts for that.
        case refused(ControlPlaneError)
    }

    private let credentials: Credentials
    private let dispatcher: Dispatcher
    /// Whether it asks for a token once at most, whatever comes of it: what was made sure of the first one would not hold for the next.
    private let isOnce: Bool
    private var state = State.notYet
    /// Whether the present token replaced a rejected one, and no call has succeeded with it yet.
    private var isUnprovenRenewal = false
    /// Why no more calls about a resource are sent, by its URL: a service that takes no token must not end the calls to the others.
    private var rejections: [String: ControlPlaneError] = [:]

    init(_ credentials: Credentials, _ dispatcher: Dispatcher, isOnce: Bool = false) {
        self.credentials = credentials
        self.dispatcher = dispatcher
        self.isOnce = isOnce
    }

    /// A login of the same user to another project; nil if the token was given.
    /// - Parameter tenant: the id of the project.
    nonisolated func once(to tenant: String) -> Login? {
        guard case .password(let authURL, let username, let password, _) = credentials else { return nil }
        let credentials = Credentials.password(authURL: authURL, username: username, password: password, tenant: .id(tenant))
        return Login(credentials, dispatcher, isOnce: true)
    }

    /// The project that the credentials are for; nil if the token was given, since it does not say.
    /// - Throws: `ControlPlaneError`, if the login fails.
    func projectID() async throws(ControlPlaneError) -> ProjectID? {
        switch credentials {
        case .token: nil
        case .password(_, _, _, tenant: .id(let id)): try await grant().projectID ?? ProjectID(id)
        case .password: try await grant().projectID
        }
    }

    /// Whether there is a service catalog, which comes with a token that is asked for.
    nonisolated var hasCatalog: Bool {
        if case .token = credentials { false } else { true }
    }

    /// The token for the next call about a resource.
    func token(for resource: String) async throws(ControlPlaneError) -> Secret {
        if let rejection = rejections[resource] { throw rejection }
        if case .token(let token) = credentials { return token }
        return try await grant().token
    }

    func noteAccepted(_ token: Secret?) {
        if case .granted(let grant) = state, grant.token == token { isUnprovenRenewal = false }
    }

    /// The token for a call that got a 401: the one that another caller has got meanwhile, or a new one (Contract: Apply, Retries).
    /// - Throws: `notAuthenticated` if the token was given, or if a new one is rejected as well, then for all calls about the resource.
    func token(
        insteadOf rejected: Secret?, for resource: String, _ rejection: ControlPlaneError
    ) async throws(ControlPlaneError) -> Secret {
        if case .token = credentials {
            throw ControlPlaneError(
                .notAuthenticated,
                "\(rejection.message); the token was given (OS_TOKEN), so there is nothing to renew it with: set a new one",
                requestID: rejection.requestID)
        }
        if isOnce {
            state = .refused(rejection)
            throw rejection
        }
        if case .granted(let grant) = state, grant.token == rejected {
            guard !isUnprovenRenewal else {
                let error = ControlPlaneError(
                    .notAuthenticated, "\(rejection.message); the token was new", requestID: rejection.requestID)
                rejections[resource] = error
                throw error
            }
            state = .notYet
            isUnprovenRenewal = true
        }
        return try await token(for: resource)
    }

    /// What the identity service gave; asks for it first if need be.
    /// - Throws: if the login fails.
    func grant() async throws(ControlPlaneError) -> Grant {
        while true {
            switch state {
            case .granted(let grant): return grant
            case .refused(let error): throw error
            case .asking:
                if let outcome = await withCheckedContinuation({ wait($0) }) { return try outcome.get() }
            case .notYet:
                state = .asking(waiting: [])
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
        guard case .asking(var waiting) = state else { return caller.resume(returning: nil) }
        waiting.append(caller)
        state = .asking(waiting: waiting)
    }

    private func settle(_ outcome: Result<Grant, ControlPlaneError>) -> Result<Grant, ControlPlaneError> {
        guard case .asking(let waiting) = state else { return outcome }
        var shared: Result<Grant, ControlPlaneError>? = outcome
        switch outcome {
        case .success(let grant): state = .granted(grant)
        case .failure(let error) where (isOnce && !error.isLate) || error.kind == .notAuthenticated || error.kind == .notAuthorized:
            state = .refused(error)
        case .failure(let error):
            state = .notYet
            // Whoever waits was not cancelled with the caller that asked, has more time or owes its call, and asks itself.
            if Task.isCancelled || error.isLate || dispatcher.transport.settings.interruption.isRequested { shared = nil }
        }
        for caller in waiting { caller.resume(returning: shared) }
        return outcome
    }
}
