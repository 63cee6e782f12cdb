import ArgumentParser
import FlowLogModel

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

// What the parser says of a value that this refuses is followed by the error's words.
private func parseDeleteLimit(_ text: String) throws -> DeleteLimit {
    guard let limit = DeleteLimit(text) else {
        throw ValidationError("it is a number, such as 3, or a share of the loggers that the stack owns, such as 20%")
    }
    return limit
}
