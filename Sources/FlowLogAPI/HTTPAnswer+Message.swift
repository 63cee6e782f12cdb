import FlowLogApply
import FlowLogModel
import FoundationEssentials

extension ControlPlaneError {
    /// What an answer other than 2xx means, in the server's words where it has some (Service facts: Neutron conventions).
    init(answer: HTTPAnswer) {
        let kind: Kind =
            switch answer.status {
            case 401: .notAuthenticated
            case 403: .notAuthorized
            case 404: .notFound
            default: .refused(status: answer.status)
            }
        var message = answer.message
        if !answer.isForeignPage, let advice = answer.call.advice(against: kind) {
            message += message.utf8.last == UInt8(ascii: ".") ? " \(advice)" : ". \(advice)"
        }
        self.init(kind, message, requestID: answer.requestID)
    }

}

extension HTTPAnswer {
    fileprivate var message: String {
        let words = "HTTP \(status) \(reason)"
        if (300...399).contains(status) {
            // Secrets go before a text is cut: a part of one might not be recognised.
            let target = location.map { " to \(secrets.hiding(in: $0).prefix(Self.excerptLength))" } ?? ""
            return
                "\(words): the server redirects\(target), and redirects are never followed: if that is the right place, write its URL instead"
        }
        if let body = try? JSONDecoder().decode(JSONValue.self, from: body), let message = Self.message(in: body) { return message }
        if isForeignPage { return "\(words): the answer is \(webPage)" }
        return excerpt.isEmpty ? words : "\(words): \(excerpt)"
    }

    /// What an answer that is not JSON is, in words.
    var notJSON: String {
        if body.isEmpty { return "it is empty" }
        return isWebPage ? "it is \(webPage)" : "it is not JSON (content type \(contentType ?? "unknown"))"
    }

    private var isWebPage: Bool { body.first { $0 > 0x20 } == UInt8(ascii: "<") }

    /// Whether something else than the service answered.
    fileprivate var isForeignPage: Bool { isWebPage && !call.isToStorage }

    private var webPage: String {
        "a web page (\(excerpt.isEmpty ? "empty" : excerpt)), so not the API answered, but a gateway, a proxy or a login page: check the URL, and the way to it"
    }

    private var excerpt: String { Self.excerpt(of: secrets.hiding(in: String(decoding: body.prefix(8 << 10), as: UTF8.self)).utf8) }

    /// `{"NeutronError": {"message": …}}`, `{"error": {"message": …}}`, `{"message": …}`, or a text in place of the inner object; and
    /// `{"itemNotFound": {"message": …}}`, where the compute service has a name for each kind of error.
    private static func message(in body: JSONValue) -> String? {
        let candidates = [body["NeutronError"], body["error"], body].compactMap { $0 }.map { $0["message"] ?? $0 }
        return (candidates + [body.onlyMember?["message"]].compactMap { $0 }).lazy.compactMap(\.string).first { !$0.isEmpty }
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

extension JSONValue {
    /// The member of an object that has no other.
    fileprivate var onlyMember: JSONValue? {
        if case .object(let members) = self, members.count == 1 { members.values.first } else { nil }
    }
}
