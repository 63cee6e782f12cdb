import FlowLogModel
import FlowLogYAML

/// Checks keys of other stacks that a run's stacks take over: nobody else in the run may want them (Contract: Whose logger is it, Moving
/// between stacks).
func checkForeignKeys(_ files: [LoadedFile]) {
    guard files.contains(where: { $0.stacks.contains { $0.desired.hasForeignKeys } }) else { return }
    var checks = ForeignKeyChecks(files)
    for file in files {
        for stack in file.stacks { checks.check(stack, in: file) }
    }
}

private struct ForeignKeyChecks {
    /// A key of a stack in its place.
    private struct Owner: Hashable {
        let place: Place
        let stack: String
        let key: String
    }

    /// What the owner does with the key itself, in words.
    private var owned: [Owner: String] = [:]
    /// The key that lists it first, as `STACK/KEY`.
    private var takers: [Owner: String] = [:]

    init(_ files: [LoadedFile]) {
        for stack in files.flatMap(\.stacks).map(\.desired) {
            for logger in stack.loggers {
                owned[Owner(place: stack.place, stack: stack.name, key: logger.key)] = "is a key of stack '\(stack.name)'"
                for previous in logger.ownPreviousKeys {
                    owned[Owner(place: stack.place, stack: stack.name, key: previous)] = "is listed by '\(stack.name)/\(logger.key)'"
                }
            }
        }
    }

    mutating func check(_ stack: LoadedStack, in file: LoadedFile) {
        let desired = stack.desired
        var reported: Set<String> = []
        for (logger, ranges) in zip(desired.loggers, stack.ranges) {
            for foreign in desired.foreignKeys(of: logger) {
                guard let name = foreign.stack, let problem = problem(with: foreign, name, of: logger, in: desired) else { continue }
                if let position = logger.previousKeys.firstIndex(of: foreign) {
                    file.findings.report(
                        .previousKeyInUse, "previous key '\(foreign.text)' \(problem)",
                        help: "take it out where the logger does not go, or out of this list", at: ranges.previousKeys[position])
                } else if reported.insert(name).inserted, let position = desired.previousStacks.firstIndex(of: name) {
                    // One report says enough for all keys of the stack.
                    file.findings.report(
                        .previousKeyInUse, "previous stack '\(name)' may not be taken over: '\(foreign.text)' \(problem)",
                        help: "take the keys that move out of '\(name)', or '\(name)' out of 'previous_stacks' if the name is in use again",
                        at: stack.previousStackRanges[position])
                }
            }
        }
    }

    private mutating func problem(with foreign: PreviousKey, _ name: String, of logger: DesiredLogger, in stack: DesiredStack) -> String? {
        let owner = Owner(place: stack.place, stack: name, key: foreign.key)
        if let problem = owned[owner] { return problem }
        let taker = "\(stack.name)/\(logger.key)"
        guard let first = takers[owner], first != taker else {
            takers[owner] = taker
            return nil
        }
        return "is also listed by '\(first)'"
    }
}
