import AsyncHTTPClient
import FlowLogApply
import FoundationEssentials
import Glibc
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL

extension CallFailure {
    /// What a failed exchange means: `unreachable` only where nothing can have been sent.
    ///
    /// The words are ours, because those of the libraries carry paths of the build and header values.
    /// - Parameter now: the time of day, to tell an expired certificate from others.
    init(transport error: any Error, to service: ServiceURL, through proxy: HTTPProxy?, now: Date) async {
        let authority = service.authority
        let first = proxy.map { "the proxy \($0.name)" } ?? authority
        switch error {
        case let error as NIOConnectionError:
            let cause = error.connectionErrors.first.map { Self.cause(of: $0.error) } ?? "the host name was not found"
            self.init(unreachable: "no connection to \(first): \(cause)")
        // Other errors of the system may also come later: the network can go away while an answer is awaited.
        case let error as IOError where [ECONNREFUSED, EMFILE, ENFILE].contains(error.errnoCode):
            self.init(unreachable: "no connection to \(first): \(Self.cause(of: error))")
        case let error as HTTPClientError where error == .proxyAuthenticationRequired:
            self.init(unreachable: "\(first) wants a user name and password, or others: write them into its URL", isFinal: true)
        case let error as HTTPClientError where [.invalidProxyResponse, .httpProxyHandshakeTimeout].contains(error):
            self.init(
                unreachable: "\(first) answered, but did not connect to \(authority): it may forbid that host, or not reach it; "
                    + "add the host to NO_PROXY if it can be reached without")
        case let error as HTTPClientError where [.connectTimeout, .getConnectionFromPoolTimeout, .tlsHandshakeTimeout].contains(error):
            self.init(unreachable: "no connection to \(first) in time")
        case let error as ForeignCertificate:
            self.init(
                unreachable: "the certificate that \(authority) presents is for \(error.others), not for \(service.host): "
                    + "check the URL, and who answers there", isFinal: true)
        case NIOSSLError.handshakeFailed(.sslError(let errors)) where errors.contains { "\($0)".contains("CERTIFICATE_VERIFY_FAILED") }:
            let certificates = proxy == nil ? await CertificateProbe.certificates(of: service) : []
            self.init(unreachable: Self.reason(against: certificates, of: authority, now: now), isFinal: true)
        case NIOSSLError.unableToValidateCertificate, NIOSSLError.noCertificateToValidate:
            self.init(unreachable: Self.reason(against: [], of: authority, now: now), isFinal: true)
        case NIOSSLError.handshakeFailed(.sslError(let errors)) where errors.contains(where: Self.isNoTLS):
            self.init(unreachable: "no TLS connection to \(authority): what answers there does not speak TLS", isFinal: true)
        case NIOSSLError.handshakeFailed, is NIOSSLExtraError:
            self.init(unreachable: "no TLS connection to \(authority): it does not speak TLS, or no version of it that this program does")
        case BoringSSLError.sslError:
            // It may have come in the middle of an answer.
            self.init(ControlPlaneError(.unclear, "the TLS connection to \(authority) broke"))
        case is BoringSSLError:
            self.init(
                unreachable: "no TLS connection to \(authority): this machine has no CA certificates, install its ca-certificates package",
                isFinal: true)
        case HTTPParserError.invalidEOFState:
            self.init(ControlPlaneError(.unclear, "\(authority) closed the connection before the answer was complete"))
        case is HTTPParserError:
            self.init(ControlPlaneError(.unclear, "\(authority) answers with something that is not HTTP\(Self.hint(service))"))
        default:
            self.init(ControlPlaneError(.unclear, "\(authority) closed the connection without an answer\(Self.hint(service))"))
        }
    }

    private static func hint(_ service: ServiceURL) -> String {
        service.isTLS ? "" : " (it was called with plain http: does it want https?)"
    }

    /// What a server of plain HTTP says to the first bytes of TLS.
    private static func isNoTLS(_ error: BoringSSLInternalError) -> Bool {
        ["WRONG_VERSION_NUMBER", "HTTP_REQUEST", "HTTPS_PROXY_REQUEST"].contains { "\(error)".contains($0) }
    }

    private init(unreachable message: String, isFinal: Bool = false) {
        self.init(ControlPlaneError(.unreachable, message), isFinal: isFinal)
    }

    private static func cause(of error: any Error) -> String {
        switch (error as? IOError)?.errnoCode {
        case ECONNREFUSED: "connection refused"
        case ENETUNREACH, EHOSTUNREACH: "network unreachable"
        case ETIMEDOUT: "timed out"
        case EMFILE: "this process has as many files open as it may (ulimit -n): raise the limit, or use a smaller --parallelism"
        case ENFILE: "this machine has as many files open as it may: end what opens so many"
        default: if case .connectTimeout = error as? ChannelError { "timed out" } else { "it could not be opened" }
        }
    }

    /// Why certificates were not accepted. An expired one says so even if nobody trusted it before, since that must be fixed first.
    private static func reason(against certificates: [NIOSSLCertificate], of authority: String, now: Date) -> String {
        func day(_ time: time_t) -> String {
            Date(timeIntervalSince1970: TimeInterval(time)).formatted(.iso8601.year().month().day())
        }
        let now = time_t(now.timeIntervalSince1970)
        if let expired = certificates.first, expired.notValidAfter < now {
            return "the certificate of \(authority) expired on \(day(expired.notValidAfter)) (today is \(day(now)) on this machine)"
        }
        if let early = certificates.first, early.notValidBefore > now {
            return "the certificate of \(authority) is valid from \(day(early.notValidBefore)) on (today is \(day(now)) on this machine)"
        }
        let isLater = certificates.dropFirst().contains { $0.notValidAfter < now || $0.notValidBefore > now }
        let guess = certificates.isEmpty ? ", or it expired" : isLater ? ", or one of those between them is not valid now" : ""
        return "the certificate of \(authority) is not signed by an authority that this machine trusts\(guess): "
            + "if it should be trusted, set OS_CACERT to the PEM file of its authority"
    }
}

extension ForeignCertificate {
    /// The names that it is for.
    fileprivate var others: String {
        let shown = names.prefix(3).map { name in
            switch name {
            case .dns(let bytes): String(decoding: bytes.prefix(100), as: UTF8.self)
            case .address(let bytes) where bytes.count == 4: bytes.map { "\($0)" }.joined(separator: ".")
            case .address: "an IPv6 address"
            }
        }
        if shown.isEmpty { return "no host at all" }
        return shown.joined(separator: ", ") + (names.count > shown.count ? " and \(names.count - shown.count) more" : "")
    }
}
