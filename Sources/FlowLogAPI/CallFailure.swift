package import FlowLogApply

/// A call that failed, with what decides whether it is sent again.
package struct CallFailure: Error, Hashable {
    /// What the caller is told.
    package var error: ControlPlaneError
    /// The server's `Retry-After`, from the moment of its answer.
    package var retryAfter: Duration?
    /// Whether sending it again is pointless: a certificate, a password of the proxy, an answer that is too large.
    package var isFinal: Bool

    package init(_ error: ControlPlaneError, retryAfter: Duration? = nil, isFinal: Bool = false) {
        self.error = error
        self.retryAfter = retryAfter
        self.isFinal = isFinal
    }
}

extension CallFailure {
    /// What a failure says about the service.
    enum Verdict {
        /// It works: it refused this one call.
        case healthy
        /// It asks for fewer calls: 429 or 503.
        case overloaded
        /// It, or the way to it, does not work now.
        case failing
    }

    var verdict: Verdict {
        switch error.kind {
        case .unreachable, .unclear, .invalidAnswer: .failing
        case .notFound, .notAuthenticated, .notAuthorized: .healthy
        case .refused(status: 429), .refused(status: 503): .overloaded
        case .refused(status: 500), .refused(status: 502), .refused(status: 504): .failing
        case .refused: .healthy
        }
    }
}
