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
        let scheme = "https://"
        guard url.utf8.starts(with: scheme.utf8) else { return "must begin with 'https://'" }
        if url.unicodeScalars.contains(where: isSpaceOrControl) { return "has a space or a control character" }
        if url.utf8.contains(where: { $0 == UInt8(ascii: "?") || $0 == UInt8(ascii: "#") }) { return "has a query or a fragment" }
        var parts = url.utf8.dropFirst(scheme.utf8.count).split(separator: slash, maxSplits: 4, omittingEmptySubsequences: false)
            .makeIterator()
        func next() -> Substring { parts.next().map { Substring($0) } ?? "" }
        let host = next()
        if host.isEmpty { return "has no host" }
        if !isHost(host.utf8) { return "has a host with characters other than letters, digits, '.' and '-'" }
        if next() != "v1" { return "must have '/v1' after the host" }
        let account = next()
        let prefix = "AUTH_"
        if !account.utf8.starts(with: prefix.utf8) || account.utf8.count == prefix.utf8.count {
            return "must have 'AUTH_{id}' after '/v1'"
        }
        if next().isEmpty { return "must have a container after 'AUTH_{id}'" }
        if next().utf8.allSatisfy({ $0 == slash }) { return "must have a directory path after the container" }
        return nil
    }

    private static let slash = UInt8(ascii: "/")

    /// A name or address, with or without a port.
    private static func isHost(_ host: Substring.UTF8View) -> Bool {
        let name = host.prefix { $0 != UInt8(ascii: ":") }
        let port = host.dropFirst(name.count)
        return !name.isEmpty && name.allSatisfy { isLetterOrDigit($0) || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "-") }
            && (port.isEmpty || isDigits(port.dropFirst()))
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }

    private static func isSpaceOrControl(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isASCII { return scalar.value <= 0x20 || scalar.value == 0x7F }
        return scalar.value < 0xA0 || scalar.properties.isWhitespace
    }
}
