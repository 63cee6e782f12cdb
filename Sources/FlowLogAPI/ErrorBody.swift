import FlowLogApply
import FlowLogModel
import FoundationEssentials

extension ControlPlaneError {
    /// What an answer other than 2xx means, in the server's words where it has some (FACTS section 3).
    init(answer: HTTPAnswer) {
        let kind: Kind =
            switch answer.status {
            case 401: .notAuthenticated
            case 403: .notAuthorized
            case 404: .notFound
            default: .refused(status: answer.status)
            }
        self.init(kind, Self.message(of: answer).hiding(answer.call), requestID: answer.requestID)
    }

    private static func message(of answer: HTTPAnswer) -> String {
        let status = "HTTP \(answer.status) \(answer.reason)"
        if (300...399).contains(answer.status) {
            let target = answer.location.map { " to \($0.hiding(answer.call).prefix(excerptLength))" } ?? ""
            return "\(status): the server redirects\(target), and redirects are never followed"
        }
        if let body = try? JSONDecoder().decode(JSONValue.self, from: answer.body), let message = message(in: body) { return message }
        // Secrets go before the text is cut: half of one would not be recognised.
        let excerpt = excerpt(of: String(decoding: answer.body, as: UTF8.self).hiding(answer.call).utf8)
        return excerpt.isEmpty ? status : "\(status): \(excerpt)"
    }

    /// `{"NeutronError": {"message": …}}`, `{"error": {"message": …}}`, `{"message": …}`, or a text in place of the inner object.
    private static func message(in body: JSONValue) -> String? {
        let candidates = [body["NeutronError"], body["error"], body].compactMap { $0 }
        return candidates.lazy.compactMap { ($0["message"] ?? $0).string }.first { !$0.isEmpty }
    }

    private static let excerptLength = 200

    /// The first bytes of a body as one line, without the tags of HTML.
    private static func excerpt(of body: String.UTF8View) -> String {
        let isHTML = body.first { $0 > 0x20 } == UInt8(ascii: "<")
        var bytes: [UInt8] = []
        var isInTag = false
        for byte in body {
            if isHTML, byte == UInt8(ascii: "<") { isInTag = true }
            let isBlank = isInTag || byte <= 0x20
            if isHTML, byte == UInt8(ascii: ">") { isInTag = false }
            if !isBlank {
                bytes.append(byte)
            } else if bytes.last != UInt8(ascii: " "), !bytes.isEmpty {
                bytes.append(UInt8(ascii: " "))
            }
            if bytes.count == excerptLength { break }
        }
        if bytes.last == UInt8(ascii: " ") { bytes.removeLast() }
        return String(decoding: bytes, as: UTF8.self)
    }
}
