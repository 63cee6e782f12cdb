import ArgumentParser

/// A duration on the command line: `500ms`, `30s`, `10m`, `12h`.
struct DurationArgument: ExpressibleByArgument, CustomStringConvertible, Sendable {
    var value: Duration

    init(value: Duration) { self.value = value }

    init?(argument: String) {
        let digits = argument.prefix { $0.isASCII && $0.isNumber }
        guard let amount = Int64(digits), amount <= 1_000_000_000 else { return nil }
        switch argument.dropFirst(digits.count) {
        case "ms": value = .milliseconds(amount)
        case "s": value = .seconds(amount)
        case "m": value = .seconds(amount * 60)
        case "h": value = .seconds(amount * 3600)
        default: return nil
        }
    }

    var description: String {
        let (seconds, attoseconds) = value.components
        if seconds > 0, seconds % 3600 == 0, attoseconds == 0 { return "\(seconds / 3600)h" }
        return attoseconds == 0 ? "\(seconds)s" : "\(seconds * 1000 + attoseconds / 1_000_000_000_000_000)ms"
    }
}
