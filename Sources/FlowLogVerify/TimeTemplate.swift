import FlowLogModel

/// A text with `#{…}`, which the service fills in for each file (Service facts: Flow log loggers).
struct TimeTemplate {
    enum Part: Equatable {
        case literal(String)
        case variable(String)
    }

    let parts: [Part]

    init(_ text: String) {
        var parts: [Part] = []
        var rest = text[...]
        while let start = rest.firstRange(of: "#{"), let end = rest[start.upperBound...].firstIndex(of: "}") {
            parts += [.literal(String(rest[..<start.lowerBound])), .variable(String(rest[start.upperBound..<end]))]
            rest = rest[rest.index(after: end)...]
        }
        self.parts = parts + [.literal(String(rest))]
    }

    func has(_ variable: String) -> Bool { parts.contains(.variable(variable)) }

    /// Its beginning, filled in as far as the values go, and whether that is all of it.
    func filled(_ values: [String: String]) -> (text: String, isWhole: Bool) {
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
