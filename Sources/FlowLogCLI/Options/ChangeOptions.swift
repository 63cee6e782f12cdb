import ArgumentParser
import FlowLogModel
import FlowLogPlan

/// What a plan has beyond the manifest, and what apply may do.
struct ChangeOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Replace this logger even if nothing requires it (repeatable).", valueName: "key"))
    var replace: [String] = []

    @Option(
        help: ArgumentHelp("How many loggers a run may delete or switch off.", valueName: "n|p%"), transform: parseDeleteLimit)
    var maxDeletes: DeleteLimit?

    @Option(
        help: ArgumentHelp(
            "Look at the containers of new loggers before: off, on, or required, which refuses what is not known to be writable (default: on for a stack with storage, else off).",
            valueName: "off|on|required"))
    var checkStorage: StorageCheck?

    @Flag(help: "Accept a manifest without loggers even if the stack owns some.")
    var allowEmpty = false
}

extension StorageCheck: ExpressibleByArgument {}

// The parser continues its own message with these words.
private func parseDeleteLimit(_ text: String) throws -> DeleteLimit {
    guard let limit = DeleteLimit(text) else {
        throw ValidationError("must be a number, such as 3, or a percentage of the loggers that the stack owns, such as 20%")
    }
    return limit
}
