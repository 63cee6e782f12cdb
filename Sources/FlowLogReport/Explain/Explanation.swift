/// What a code means, with an example and the way out (`explain CODE`).
package struct Explanation: Sendable {
    let meaning: String
    /// What it looks like, on one or several lines.
    let example: String
    let wayOut: String

    /// The explanation of a diagnostic, blocked or refusal code, an `error_type` or an exit code; case does not count.
    package init?(code: String) {
        guard let found = Self.all[code.lowercased()] else { return nil }
        self = found
    }

    init(_ meaning: String, example: String, wayOut: String) {
        self.meaning = meaning
        self.example = example
        self.wayOut = wayOut
    }

    /// Every code that has an explanation, in lower case, sorted.
    package static var codes: [String] { all.keys.sorted() }

    /// The text for people, with a line end at its end.
    package func text(of code: String) -> Shown {
        let lines = example.split(separator: "\n", omittingEmptySubsequences: false).map { "  \(String($0))\n" as Shown }.joined()
        return "\(code)\n\n\(meaning)\n\nExample:\n\(lines)\nWay out: \(wayOut)\n"
    }

    private static let all = Dictionary(
        (manifestErrors + manifestWarnings + blocks + refusals + service + exitCodes).map { ($0.0.lowercased(), $0.1) },
        uniquingKeysWith: { first, _ in first })
}
