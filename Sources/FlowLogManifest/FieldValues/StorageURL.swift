import FlowLogModel
import FlowLogYAML

/// The form of a storage URL: `https://{host}/v1/AUTH_{id}/{container}/{directory-path}` (Service facts: Flow log loggers).
enum StorageURL {
    private static let form = "the form is https://{host}/v1/AUTH_{id}/{container}/{directory-path}"

    private typealias Bytes = UnsafeBufferPointer<UInt8>

    /// What keeps the text from having the form.
    /// - Parameter field: the name of the field, for messages.
    static func problems(in text: String, _ field: String) -> [ValueProblem] {
        guard let fault = text.withBytes(fault) ?? (hasOtherSpace(text) ? "has a space or a control character" : nil) else { return [] }
        return [ValueProblem(code: .invalidURL, message: "'\(field)' \(fault)", help: form)]
    }

    private static func fault(in url: Bytes) -> String? {
        let scheme: StaticString = "https://"
        guard url.starts(with: scheme) else { return "must begin with 'https://'" }
        if url.contains(where: { $0 <= 0x20 || $0 == 0x7F }) { return "has a space or a control character" }
        if url.holds(UInt8(ascii: "?")) || url.holds(UInt8(ascii: "#")) { return "has a query or a fragment" }
        var rest = Bytes(rebasing: url.dropFirst(scheme.utf8CodeUnitCount))
        let host = nextPart(&rest)
        if host.isEmpty { return "has no host" }
        if !isHost(host) { return "has a host with characters other than letters, digits, '.' and '-'" }
        if !nextPart(&rest).hasSameBytes(as: Bytes("v1")) { return "must have '/v1' after the host" }
        let account = nextPart(&rest)
        let prefix: StaticString = "AUTH_"
        if !account.starts(with: prefix) || account.count == prefix.utf8CodeUnitCount { return "must have 'AUTH_{id}' after '/v1'" }
        if nextPart(&rest).isEmpty { return "must have a container after 'AUTH_{id}'" }
        if rest.allSatisfy({ $0 == UInt8(ascii: "/") }) { return "must have a directory path after the container" }
        return nil
    }

    /// Takes the part up to the next slash, and the slash.
    private static func nextPart(_ rest: inout Bytes) -> Bytes {
        let end = rest.position(of: UInt8(ascii: "/")) ?? rest.endIndex
        let part = Bytes(rebasing: rest[..<end])
        rest = Bytes(rebasing: rest[end...].dropFirst())
        return part
    }

    /// A name or address, with or without a port.
    private static func isHost(_ host: Bytes) -> Bool {
        let colon = host.position(of: UInt8(ascii: ":")) ?? host.endIndex
        let name = Bytes(rebasing: host[..<colon])
        guard !name.isEmpty, name.allSatisfy({ isLetterOrDigit($0) || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "-") }) else {
            return false
        }
        return colon == host.endIndex || isDigits(host[colon...].dropFirst())
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }

    /// Spaces and controls beyond ASCII.
    private static func hasOtherSpace(_ text: String) -> Bool {
        if text.withBytes({ $0.reduce(0, |) < 0x80 }) { return false }
        return (text.hasControlCharacter || text.unicodeScalars.contains { $0.properties.isWhitespace })
    }
}
