import FlowLogModel
import FlowLogYAML

/// The form of a storage URL: `https://{host}/v1/AUTH_{id}/{container}/{directory-path}` (Service facts: Flow log loggers).
enum StorageURL {
    private static let form = "the form is https://{host}/v1/AUTH_{id}/{container}/{directory-path}"

    /// What keeps the text from having the form.
    /// - Parameter field: the name of the field, for messages.
    static func problems(in text: String, _ field: String) -> [ValueProblem] {
        guard let fault = fault(in: text) else { return [] }
        return [ValueProblem(code: .invalidURL, message: "'\(field)' \(fault)", help: form)]
    }

    private static func fault(in url: String) -> String? {
        let bytes = Array(url.utf8)
        let scheme = Array("https://".utf8)
        guard bytes.starts(with: scheme) else { return "must begin with 'https://'" }
        if !bytes.allSatisfy(isPrintable), url.unicodeScalars.contains(where: isSpaceOrControl) {
            return "has a space or a control character"
        }
        if bytes.contains(where: { $0 == UInt8(ascii: "?") || $0 == UInt8(ascii: "#") }) { return "has a query or a fragment" }
        var rest = bytes.dropFirst(scheme.count)
        func next() -> ArraySlice<UInt8> {
            let part = rest.prefix { $0 != UInt8(ascii: "/") }
            rest = rest.dropFirst(part.count + 1)
            return part
        }
        let host = next()
        if host.isEmpty { return "has no host" }
        if !isHost(host) { return "has a host with characters other than letters, digits, '.' and '-'" }
        if !next().elementsEqual("v1".utf8) { return "must have '/v1' after the host" }
        let account = next()
        let prefix = "AUTH_"
        if !account.starts(with: prefix.utf8) || account.count == prefix.utf8.count {
            return "must have 'AUTH_{id}' after '/v1'"
        }
        if next().isEmpty { return "must have a container after 'AUTH_{id}'" }
        if rest.allSatisfy({ $0 == UInt8(ascii: "/") }) { return "must have a directory path after the container" }
        return nil
    }

    /// A name or address, with or without a port.
    private static func isHost(_ host: ArraySlice<UInt8>) -> Bool {
        let name = host.prefix { $0 != UInt8(ascii: ":") }
        let port = host.dropFirst(name.count)
        return !name.isEmpty && name.allSatisfy { isLetterOrDigit($0) || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "-") }
            && (port.isEmpty || isDigits(port.dropFirst()))
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }

    private static func isPrintable(_ byte: UInt8) -> Bool { (0x21...0x7E).contains(byte) }

    private static func isSpaceOrControl(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isASCII { return scalar.value <= 0x20 || scalar.value == 0x7F }
        return scalar.value < 0xA0 || scalar.properties.isWhitespace
    }
}
