import ArgumentParser
import FlowLogModel

/// `500ms`, `30s` or `10m`.
struct DurationOption: CustomStringConvertible {
    let duration: Duration

    init(_ duration: Duration) { self.duration = duration }

    /// - Throws: what is accepted.
    static func parse(_ argument: String) throws -> DurationOption {
        guard let duration = DurationOption(argument: argument) else {
            throw ValidationError("must be a whole number followed by ms, s or m, such as 500ms, 30s or 10m")
        }
        return duration
    }

    private init?(argument: String) {
        let digits = argument.prefix { ("0"..."9").contains($0) }
        guard let number = Int64(digits), number <= 1_000_000_000 else { return nil }
        switch argument.dropFirst(digits.count) {
        case "ms": duration = .milliseconds(number)
        case "s": duration = .seconds(number)
        case "m": duration = .seconds(number * 60)
        default: return nil
        }
    }

    var description: String { duration.text }
}
