import FlowLogModel

/// What the name and the description of a logger may not be (Contract: Manifest, Logger fields).
enum NamingRules {
    /// Service facts: Flow log loggers: the upstream column.
    private static let longestName = 255

    static func problems(inName text: String, _ field: String) -> [ValueProblem] {
        if text.isEmpty { return [ValueProblem(message: "'\(field)' is empty", help: "leave it out to use the key")] }
        if text.hasControlCharacter {
            return [ValueProblem(message: "'\(field)' has a control character", help: "leave out line breaks, tabs and the like")]
        }
        if text.utf8.count <= longestName { return [] }
        let count = text.unicodeScalars.count
        guard count > longestName else { return [] }
        return [ValueProblem(message: "'\(field)' has \(count) characters, and at most \(longestName) are allowed", help: "shorten it")]
    }

    static func problems(inDescription text: String, _ field: String) -> [ValueProblem] {
        guard text.utf8.contains(UInt8(ascii: "[")), text.utf8.contains(OwnerMark.opening.utf8) else { return [] }
        return [
            ValueProblem(
                code: .markInDescription, message: "'\(field)' contains '\(OwnerMark.opening)'",
                help: "leave the owner mark out: it is added when the logger is sent")
        ]
    }
}

extension String {
    /// Whether it has one of Unicode's control characters: line breaks, tabs, escapes.
    var hasControlCharacter: Bool { unicodeScalars.contains { $0.value < 0x20 || (0x7F...0x9F).contains($0.value) } }
}
