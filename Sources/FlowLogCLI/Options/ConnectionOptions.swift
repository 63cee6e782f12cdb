import ArgumentParser

/// How to reach the service.
struct ConnectionOptions: ParsableArguments {
    @Option(help: "The network endpoint, with or without /v2.0, instead of the catalog's.")
    var endpoint: String?

    @Option(
        help: ArgumentHelp(
            "How many calls run at once to one host, and actions in one place, 1 to 64 (default: 8; 64 in all).", valueName: "n"),
        transform: parseParallelism)
    var parallelism = 8

    @Option(
        help: ArgumentHelp("How long one call may take: 500ms, 30s, 10m (default: 30s).", valueName: "duration"),
        transform: DurationOption.parse)
    var requestTimeout = DurationOption(.seconds(30))

    func validate() throws {
        guard requestTimeout.duration > .zero else { throw ValidationError("--request-timeout must be more than 0") }
    }
}

// The parser continues its own message with these words.
private func parseParallelism(_ text: String) throws -> Int {
    guard let number = Int(text), (1...64).contains(number) else { throw ValidationError("must be a number from 1 to 64") }
    return number
}
