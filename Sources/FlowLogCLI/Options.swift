import ArgumentParser
import FlowLogModel
import FlowLogPlan
import Logging

/// How manifests are read, and where they act.
struct ManifestOptions: ParsableArguments {
    @Flag(name: [.customShort("R"), .customLong("recursive")], help: "Also read the directories below a directory.")
    var isRecursive = false

    @Option(help: "The region; an error if a manifest names another one. Default: the manifest's, else OS_REGION_NAME.")
    var region: String?

    @Option(help: "The entry of clouds.yaml; an error if a manifest names another one.")
    var cloud: String?

    func validate() throws {
        if region == "" || cloud == "" { throw ValidationError("--region and --cloud must not be empty") }
    }
}

/// How to reach the service.
struct ConnectionOptions: ParsableArguments {
    @Option(help: "The network endpoint, with or without /v2.0, instead of the catalog's.")
    var endpoint: String?

    @Option(help: "How many calls and actions run at once, 1 to 64.")
    var parallelism = 8

    @Option(help: "How long one call may take: 500ms, 30s, 10m.")
    var requestTimeout = DurationOption(.seconds(30))

    func validate() throws {
        guard (1...64).contains(parallelism) else { throw ValidationError("--parallelism is 1 to 64, not \(parallelism)") }
        guard requestTimeout.duration > .zero else { throw ValidationError("--request-timeout must be more than 0") }
    }
}

/// How to talk to people.
struct ConsoleOptions: ParsableArguments {
    enum Color: String, ExpressibleByArgument, CaseIterable {
        case auto, always, never
    }

    @Option(help: "Colours: auto, always or never.")
    var color = Color.auto

    @Flag(help: "Never ask.")
    var noInput = false

    @Option(help: "What to log to stderr: trace, debug, info, notice, warning or error.")
    var logLevel = LogLevel.warning
}

/// Which loggers a run is about.
struct SelectionOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Only this logger (repeatable).", valueName: "key"))
    var target: [String] = []

    @Option(help: ArgumentHelp("All but this logger (repeatable).", valueName: "key"))
    var exclude: [String] = []

    @Option(help: ArgumentHelp("Replace this logger although nothing forces it (repeatable).", valueName: "key"))
    var replace: [String] = []

    /// Whether any logger is named.
    var isGiven: Bool { !(target + exclude + replace).isEmpty }
}

/// What a run may do.
struct SafetyOptions: ParsableArguments {
    @Option(help: ArgumentHelp("How many loggers a run may delete or switch off.", valueName: "n|p%"))
    var maxDeletes: DeleteLimit?

    @Flag(help: "Accept a manifest without loggers although the stack owns some.")
    var allowEmpty = false
}

extension PlanOptions {
    init(_ selection: SelectionOptions, _ safety: SafetyOptions) {
        self.init(
            targets: selection.target.map(KeySelector.init), excludes: selection.exclude.map(KeySelector.init),
            replaces: selection.replace.map(KeySelector.init), maxDeletes: safety.maxDeletes, allowEmpty: safety.allowEmpty)
    }
}

extension DeleteLimit: ExpressibleByArgument {
    package init?(argument: String) { self.init(argument) }
}

enum LogLevel: String, ExpressibleByArgument, CaseIterable {
    case trace, debug, info, notice, warning, error

    var level: Logger.Level { Logger.Level(rawValue: rawValue) ?? .warning }
}

/// `500ms`, `30s` or `10m`.
struct DurationOption: ExpressibleByArgument, CustomStringConvertible {
    let duration: Duration

    init(_ duration: Duration) { self.duration = duration }

    init?(argument: String) {
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

    var defaultValueDescription: String { description }
}
