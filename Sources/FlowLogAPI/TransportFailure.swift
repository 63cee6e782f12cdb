import AsyncHTTPClient
import FlowLogApply
import Glibc
import NIOCore
import NIOPosix
import NIOSSL

extension ControlPlaneError {
    /// What a failed exchange means: `unreachable` only where nothing can have been sent.
    ///
    /// The words are ours, because those of the libraries carry paths of the build and header values.
    init(transport error: any Error, to authority: String) {
        switch error {
        case let error as NIOConnectionError:
            if let first = error.connectionErrors.first {
                self.init(.unreachable, "no connection to \(authority): \(Self.cause(of: first.error))")
            } else {
                self.init(.unreachable, "no connection to \(authority): the host name was not found")
            }
        // Other errors of the system may also come later: the network can go away while an answer is awaited.
        case let error as IOError where error.errnoCode == ECONNREFUSED:
            self.init(.unreachable, "no connection to \(authority): \(Self.cause(of: error))")
        case let error as HTTPClientError where [.connectTimeout, .getConnectionFromPoolTimeout, .tlsHandshakeTimeout].contains(error):
            self.init(.unreachable, "no connection to \(authority) in time")
        case NIOSSLError.handshakeFailed, NIOSSLError.unableToValidateCertificate, NIOSSLError.noCertificateToValidate,
            is NIOSSLExtraError:
            self.init(.unreachable, "no TLS connection to \(authority): its certificate was not accepted, or it does not speak TLS")
        default:
            self.init(.unclear, "\(authority) closed the connection before the answer was complete")
        }
    }

    private static func cause(of error: any Error) -> String {
        switch (error as? IOError)?.errnoCode {
        case ECONNREFUSED: "connection refused"
        case ENETUNREACH, EHOSTUNREACH: "network unreachable"
        case ETIMEDOUT: "timed out"
        default: if case .connectTimeout = error as? ChannelError { "timed out" } else { "it could not be opened" }
        }
    }
}
