package import FlowLogApply
import FlowLogModel
import FoundationEssentials
import NIOHTTP1

/// A URL that messages are posted to. It is a secret as a whole: whoever knows it can post.
package struct Webhook: Sendable {
    private let service: ServiceURL
    /// Path and query.
    private let path: Secret

    /// - Parameters:
    ///   - url: https, or http to this machine.
    ///   - variable: where it comes from, for the message.
    /// - Throws: of kind `url`, without any part of the URL.
    package init(_ url: String, variable: String) throws(ConfigurationError) {
        // Nothing of a secret is shown, so its usual mistake gets words of its own.
        if url.utf8.contains(where: { $0 <= 0x20 || $0 == 0x7F }) {
            throw ConfigurationError(
                .url, "the value of \(variable) has a line end or a space in it", help: "set it to the URL alone, without a line end")
        }
        let authority = url.firstRange(of: "://")?.upperBound ?? url.startIndex
        let pathStart = url[authority...].firstIndex { "/?".contains($0) } ?? url.endIndex
        let path = String(url[pathStart...])
        let isSound = path.utf8.allSatisfy { (0x21...0x7E).contains($0) && !"#\"<>\\^`{|}".utf8.contains($0) }
        guard isSound, let service = try? ServiceURL(String(url[..<pathStart]), setting: variable) else {
            throw ConfigurationError(.url, "the value of \(variable) is not an https URL")
        }
        self.service = service
        self.path = Secret(path.hasPrefix("/") ? path : "/\(path)")
    }

    /// Posts one message, once.
    /// - Parameters:
    ///   - body: JSON.
    ///   - authorities: trusted beside the system's.
    /// - Throws: if no 2xx answer comes; the message has nothing of the URL's path.
    package func post(
        _ body: String, settings: TransportSettings, trusting authorities: CertificateAuthorities? = nil
    ) async throws(ControlPlaneError) {
        let call = HTTPCall(
            method: .POST, service: service, path: path.reveal(), body: Data(body.utf8), isRepeatable: false, isPathHidden: true)
        for part in secretParts { settings.secrets.add(part) }
        let result = await withEdge(settings) { edge in
            await edge.transport(trusting: authorities).send(call, timeout: settings.requestTimeout)
        }
        if case .failure(let failure) = result { throw settings.told(failure.error, of: call) }
    }

    /// The whole path, and each part that is not a plain word: an answer may repeat a part.
    private var secretParts: [Secret] {
        let parts = path.reveal().split { "/?&=".contains($0) }.map { String($0) }
        return [path] + parts.filter { $0.utf8.count >= 8 && !$0.utf8.allSatisfy { (0x61...0x7A).contains($0) } }.map { Secret($0) }
    }
}
