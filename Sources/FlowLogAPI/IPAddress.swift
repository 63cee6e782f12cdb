import Glibc

enum IPAddress {
    /// The 4 or 16 bytes of an IP address; nil for a name.
    /// - Parameter text: the host of a URL, with or without the brackets of an IPv6 address.
    static func bytes(of text: String) -> [UInt8]? {
        let text = text.first == "[" && text.last == "]" ? String(text.dropFirst().dropLast()) : text
        for (family, size) in [(AF_INET, 4), (AF_INET6, 16)] {
            var bytes = [UInt8](repeating: 0, count: size)
            if inet_pton(family, text, &bytes) == 1 { return bytes }
        }
        return nil
    }
}
