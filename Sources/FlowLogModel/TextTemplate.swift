/// A text with `#{…}`, which the service fills in for each file (Service facts: Flow log loggers).
package struct TextTemplate: Sendable {
    /// A piece of it, in its order.
    package enum Part: Sendable, Equatable {
        case literal(String)
        case variable(String)
    }

    package let parts: [Part]

    /// Reads a text; a `#{` without `}` is a literal.
    package init(_ text: String) {
        var parts: [Part] = []
        var rest = text[...]
        while let start = rest.utf8.firstRange(of: Array("#{".utf8)),
            let end = rest[start.upperBound...].utf8.firstIndex(of: UInt8(ascii: "}"))
        {
            parts += [.literal(String(rest[..<start.lowerBound])), .variable(String(rest[start.upperBound..<end]))]
            rest = rest[rest.utf8.index(after: end)...]
        }
        self.parts = parts + [.literal(String(rest))]
    }

    /// Whether a variable is in it.
    package func has(_ variable: String) -> Bool { parts.contains(.variable(variable)) }

    /// Its beginning, filled in as far as the values go, and whether that is all of it.
    package func filled(_ values: [String: String]) -> (text: String, isWhole: Bool) {
        var text = ""
        for part in parts {
            switch part {
            case .literal(let literal): text += literal
            case .variable(let name):
                guard let value = values[name] else { return (text, false) }
                text += value
            }
        }
        return (text, true)
    }
}
