import ArgumentParser
import FlowLogModel
import FlowLogPlan
import Logging

/// How manifests are read, and where they act.
struct ManifestOptions: ParsableArguments {
    @Flag(name: [.customShort("R"), .customLong("recursive")], help: "Also read the directories below a directory.")
    var isRecursive = false

    @OptionGroup var place: PlaceOptions
}

extension ArgumentHelp {
    static var manifests: ArgumentHelp {
        ArgumentHelp("Manifests: files, directories with *.yaml and *.yml, or - for stdin.", valueName: "path")
    }
}

extension CompletionKind {
    static var manifests: CompletionKind { .file(extensions: ["yaml", "yml"]) }
}

/// Where a run acts.
struct PlaceOptions: ParsableArguments {
    @Option(help: "The region. Default: the manifest's, which must not differ, else that of the cloud, else OS_REGION_NAME.")
    var region: String?

    @Option(help: "The entry of clouds.yaml. Default: the manifest's, which must not differ, else OS_CLOUD.")
    var cloud: String?

    func validate() throws {
        if region == "" || cloud == "" { throw ValidationError("--region and --cloud must not be empty") }
    }
}

/// How to reach the service.
struct ConnectionOptions: ParsableArguments {
    @Option(help: "The network endpoint, with or without /v2.0, instead of the catalog's.")
    var endpoint: String?

    @Option(
        help: ArgumentHelp("How many calls and actions run at once, 1 to 64 (default: 8).", valueName: "n"), transform: parseParallelism)
    var parallelism = 8

    @Option(
        help: ArgumentHelp("How long one call may take: 500ms, 30s, 10m (default: 30s).", valueName: "duration"),
        transform: DurationOption.parse)
    var requestTimeout = DurationOption(.seconds(30))

    /// - Throws: for stacks of which it is not clear where they act.
    func check(_ stacks: [DesiredStack], _ clouds: Clouds) throws(CommandError) {
        if endpoint != nil, Set(stacks.map(\.place)).count > 1 {
            throw CommandError(.usage, "--endpoint is one region's address, and the manifests act in several regions or clouds")
        }
        if endpoint == nil, let stack = stacks.first(where: { $0.region == nil }) {
            throw clouds.missingRegion(" for stack \(stack.name)", cloud: stack.cloud, manifest: true)
        }
    }

    func validate() throws {
        guard requestTimeout.duration > .zero else { throw ValidationError("--request-timeout must be more than 0") }
    }
}

/// How to talk to people.
struct ConsoleOptions: ParsableArguments {
    enum Color: String, ExpressibleByArgument, CaseIterable {
        case auto, always, never

        /// What a command line asks for that was not parsed, or stopped before its end.
        init(in arguments: [String]) {
            let values = zip(arguments, arguments.dropFirst() + [""]).compactMap { word, next in
                word == "--color" ? next : word.hasPrefix("--color=") ? String(word.dropFirst("--color=".count)) : nil
            }
            self = values.last.flatMap(Color.init(rawValue:)) ?? .auto
        }
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
}

/// What a plan has beyond the manifest, and what apply may do.
struct ChangeOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Replace this logger although nothing forces it (repeatable).", valueName: "key"))
    var replace: [String] = []

    @Option(
        help: ArgumentHelp("How many loggers a run may delete or switch off.", valueName: "n|p%"), transform: parseDeleteLimit)
    var maxDeletes: DeleteLimit?

    @Flag(help: "Accept a manifest without loggers although the stack owns some.")
    var allowEmpty = false
}

extension PlanOptions {
    init(_ selection: SelectionOptions, _ changes: ChangeOptions? = nil) {
        self.init(
            targets: selection.target.map(KeySelector.init), excludes: selection.exclude.map(KeySelector.init),
            replaces: changes?.replace.map(KeySelector.init) ?? [], maxDeletes: changes?.maxDeletes,
            allowEmpty: changes?.allowEmpty ?? false)
    }
}

// What the parser says of a value that these refuse is followed by the error's words.

private func parseParallelism(_ text: String) throws -> Int {
    guard let number = Int(text), (1...64).contains(number) else { throw ValidationError("it is a number from 1 to 64") }
    return number
}

private func parseDeleteLimit(_ text: String) throws -> DeleteLimit {
    guard let limit = DeleteLimit(text) else {
        throw ValidationError("it is a number, such as 3, or a share of the loggers that the stack owns, such as 20%")
    }
    return limit
}

enum LogLevel: String, ExpressibleByArgument, CaseIterable {
    case trace, debug, info, notice, warning, error

    var level: Logger.Level { Logger.Level(rawValue: rawValue) ?? .warning }
}
