/// The id of a project (a tenant), as somebody wrote it: two are equal if they differ only in case and dashes (Contract: Credentials,
/// Regions and projects).
package struct ProjectID: Sendable, Hashable, ExpressibleByStringLiteral, CustomStringConvertible {
    package let text: String

    package init(_ text: String) { self.text = text }

    package init(stringLiteral text: String) { self.text = text }

    package var description: String { text }

    package static func == (left: ProjectID, right: ProjectID) -> Bool {
        left.text.utf8.elementsEqual(right.text.utf8) || left.significant.elementsEqual(right.significant)
    }

    package func hash(into hasher: inout Hasher) { for byte in significant { hasher.combine(byte) } }

    /// What counts: the bytes without dashes, letters in lower case.
    private var significant: some Sequence<UInt8> {
        text.utf8.lazy.filter { $0 != UInt8(ascii: "-") }
            .map { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) ? $0 | 0x20 : $0 }
    }
}
