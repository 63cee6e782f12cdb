import FlowLogApply
import FlowLogModel

extension TransportSettings {
    /// The error of a call as it is told: with the whole URL and the setting that it came from, and without secrets.
    func told(_ error: ControlPlaneError, of call: HTTPCall) -> ControlPlaneError {
        let proxy = proxies.proxy(for: call.service).map { ", through the proxy \($0.name)" } ?? ""
        return error.saying(secrets.hiding(in: "\(error.message) (\(call.origin)\(proxy))"))
    }
}

extension ControlPlaneError {
    /// The same in other words.
    func saying(_ message: String) -> ControlPlaneError {
        ControlPlaneError(kind, message, requestID: requestID, isLate: isLate)
    }
}
