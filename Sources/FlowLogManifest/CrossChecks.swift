import FlowLogModel
import FlowLogYAML

/// Checks what cannot be seen in one logger or stack alone: names, keys, ids and targets that occur twice, in a stack or in the whole run.
func checkAcrossStacks(_ files: [LoadedFile]) {
    var checks = CrossChecks(sharedTargets: sharedTargets(of: files))
    for file in files {
        for stack in file.stacks { checks.check(stack, in: file) }
    }
    checkForeignKeys(files)
}

/// The targets that more than one logger has: nearly always none, so other loggers need no check of what they record.
private func sharedTargets(of files: [LoadedFile]) -> Set<FieldValue> {
    var seen = Set<FieldValue>(minimumCapacity: files.reduce(0) { $0 + $1.stacks.reduce(0) { $0 + $1.ranges.count } })
    var shared: Set<FieldValue> = []
    for file in files {
        for stack in file.stacks {
            for logger in stack.desired.loggers {
                guard let target = logger.fields[.resourceID] else { continue }
                if !seen.insert(target).inserted { shared.insert(target) }
            }
        }
    }
    return shared
}

private struct CrossChecks {
    /// Where something is said first, for the help at whatever repeats it.
    private struct Origin {
        let source: SourceText
        let offset: Int
        let name: String

        /// The file and line: only a help names them, so that a message stays the same when lines move.
        var position: String { source.position(of: offset) }
    }

    private struct StackID: Hashable {
        let name: String
        let place: Place
    }

    private struct Capture: Hashable {
        /// The projects of different clouds have different resources.
        let cloud: String?
        let target: FieldValue
        let kind: FieldValue?
        let directory: FieldValue
    }

    let sharedTargets: Set<FieldValue>
    private var stacks: [StackID: Origin] = [:]
    private var ids: [String: Origin] = [:]
    private var deleters: [Place: Origin] = [:]
    private var captures: [Capture: [(filter: FieldValue?, isPinned: Bool, origin: Origin)]] = [:]

    init(sharedTargets: Set<FieldValue>) { self.sharedTargets = sharedTargets }

    mutating func check(_ stack: LoadedStack, in file: LoadedFile) {
        checkUnique(stack, in: file)
        checkPruning(stack, in: file)
        checkNames(stack, in: file)
        checkPreviousKeys(stack, in: file)
        checkReleased(stack, in: file)
        if stack.ranges.allSatisfy({ $0.id == nil }), sharedTargets.isEmpty { return }
        for (logger, ranges) in zip(stack.desired.loggers, stack.ranges) {
            let origin = Origin(source: file.source, offset: ranges.key.lowerBound, name: quoted(logger.key))
            checkID(of: logger, ranges, origin, in: file)
            checkCapture(of: logger, ranges, origin, cloud: stack.desired.cloud, in: file)
        }
    }

    private mutating func checkUnique(_ stack: LoadedStack, in file: LoadedFile) {
        guard let range = stack.nameRange else { return }
        let id = StackID(name: stack.desired.name, place: stack.desired.place)
        if let first = stacks[id] {
            let region = stack.desired.region.map { " in region \(quoted($0))" } ?? ""
            file.findings.report(
                .duplicateStack, "stack '\(id.name)' is defined twice\(region)",
                help: "the other one is in \(first.position); a stack is one document: put its loggers together, or rename one", at: range)
        } else {
            stacks[id] = Origin(source: file.source, offset: range.lowerBound, name: "")
        }
    }

    /// At most one stack of a region may delete what nobody owns (Contract: Whose logger is it, What is left over).
    private mutating func checkPruning(_ stack: LoadedStack, in file: LoadedFile) {
        guard stack.desired.unmanaged == .delete, let range = stack.nameRange else { return }
        if let first = deleters[stack.desired.place] {
            file.findings.report(
                .invalidValue, "stack \(first.name) also has 'unmanaged: delete' for the same region",
                help: "it is in \(first.position); at most one stack of a region may delete what nobody owns", at: range)
        } else {
            deleters[stack.desired.place] = Origin(source: file.source, offset: range.lowerBound, name: "'\(stack.desired.name)'")
        }
    }

    private func checkNames(_ stack: LoadedStack, in file: LoadedFile) {
        // Names that are the same as the keys are unique, as keys are.
        if stack.desired.loggers.allSatisfy({ $0.fields[.name] == .string($0.key) }) { return }
        var first: [FieldValue: (logger: DesiredLogger, ranges: LoggerRanges)] = [:]
        for (logger, ranges) in zip(stack.desired.loggers, stack.ranges) {
            guard let name = logger.fields[.name] else { continue }
            guard let earlier = first[name] else {
                first[name] = (logger, ranges)
                continue
            }
            // Existing loggers are told apart by their ids.
            if let id = logger.pinnedID, let other = earlier.logger.pinnedID, id != other { continue }
            let line = file.source.line(of: earlier.ranges.key.lowerBound)
            file.findings.report(
                .duplicateName, "logger \(quoted(logger.key)) has the same name as \(quoted(earlier.logger.key))",
                help: "that one is at line \(line); give each logger a name of its own, or pin existing loggers by 'id'",
                at: ranges.name ?? ranges.key)
        }
    }

    private func checkPreviousKeys(_ stack: LoadedStack, in file: LoadedFile) {
        guard stack.ranges.contains(where: { !$0.previousKeys.isEmpty }) else { return }
        let keys = Set(stack.desired.loggers.map(\.key))
        var owners: [PreviousKey: String] = [:]
        for (logger, ranges) in zip(stack.desired.loggers, stack.ranges) {
            for (previous, range) in zip(logger.previousKeys, ranges.previousKeys) {
                let owner = owners.updateValue(logger.key, forKey: previous)
                let problem: String? =
                    if previous.stack == nil, previous.key == logger.key {
                        "is this logger's own key"
                    } else if previous.stack == nil, keys.contains(previous.key) {
                        "is a key of this stack"
                    } else if owner == logger.key {
                        "is listed twice"
                    } else {
                        // Those of other stacks are compared over all stacks of the run.
                        previous.stack == nil ? owner.map { "is also listed by \(quoted($0))" } : nil
                    }
                guard let problem else { continue }
                file.findings.report(
                    .previousKeyInUse, "previous key '\(previous.text)' \(problem)",
                    help: "list only keys that no logger has now, each under the one logger that had it", at: range)
            }
        }
    }

    /// A key cannot be wanted and let go (Contract: Whose logger is it, Moving between stacks).
    private func checkReleased(_ stack: LoadedStack, in file: LoadedFile) {
        guard !stack.desired.released.isEmpty else { return }
        let keys = Set(stack.desired.loggers.map(\.key))
        var previous: [String: String] = [:]
        for logger in stack.desired.loggers {
            for key in logger.previousKeys where key.stack.map(stack.desired.previousStacks.contains) ?? true {
                previous[key.key] = logger.key
            }
        }
        for (key, range) in zip(stack.desired.released, stack.releasedRanges) {
            let problem = keys.contains(key) ? "is a key of 'loggers'" : previous[key].map { "is a previous key of \(quoted($0))" }
            guard let problem else { continue }
            file.findings.report(
                .keyReleased, "released key '\(key)' \(problem)",
                help: "a key is either wanted or let go: take it out of 'released', or out of there", at: range)
        }
    }

    private mutating func checkID(of logger: DesiredLogger, _ ranges: LoggerRanges, _ origin: Origin, in file: LoadedFile) {
        guard let id = logger.pinnedID, let range = ranges.id else { return }
        if let first = ids[id] {
            file.findings.report(
                .duplicateID, "id \(id) is also pinned by \(first.name)",
                help: "that one is in \(first.position); a live logger can belong to one key only", at: range)
        } else {
            ids[id] = origin
        }
    }

    /// Service facts: Flow log loggers: same target, overlapping filter and same directory write every row twice.
    private mutating func checkCapture(
        of logger: DesiredLogger, _ ranges: LoggerRanges, _ origin: Origin, cloud: String?, in file: LoadedFile
    ) {
        let fields = logger.fields
        guard let target = fields[.resourceID], sharedTargets.contains(target), fields.isEnabled,
            let directory = fields[.storageURL].map(LoggerField.storageURL.normalized)
        else { return }
        let capture = Capture(cloud: cloud, target: target, kind: fields[.resourceType], directory: directory)
        let all = FieldValue.string("ALL")
        let earlier = captures[capture, default: []].first { $0.filter == fields[.filter] || $0.filter == all || fields[.filter] == all }
        guard let earlier else { return captures[capture, default: []].append((fields[.filter], ranges.id != nil, origin)) }
        if ranges.id != nil, earlier.isPinned { return }
        file.findings.report(
            .duplicateCapture,
            "logger \(quoted(logger.key)) records packets that \(earlier.origin.name) also writes to the same directory",
            help: "that one is in \(earlier.origin.position); use another directory or filter, or remove one of them", at: ranges.key)
    }
}
