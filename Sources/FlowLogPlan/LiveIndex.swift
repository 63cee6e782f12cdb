import FlowLogModel

/// The live loggers of a region, found by what identity asks for.
struct LiveIndex {
    /// A name, and what is recorded.
    struct Capture: Hashable {
        private let name: FieldValue
        private let recorded: RecordedResource

        init(_ fields: LoggerFields) { (name, recorded) = (.string(fields.name), fields.recorded) }
    }

    let loggers: [LiveLogger]
    /// Positions of loggers, by stack, then by the key in the mark; a logger with marks of several owners is with each.
    private(set) var owned: [String: [String: [Int]]] = [:]
    /// How many loggers each stack owns.
    private(set) var ownedCounts: [String: Int] = [:]
    /// Loggers without a readable mark.
    private(set) var unmarked: [LiveLogger] = []
    // Few runs ask for these.
    private(set) lazy var unmarkedByName = Dictionary(
        grouping: unmarked.filter { $0.fields[.name] != nil }, by: { FieldValue.string($0.fields.name) })
    private(set) lazy var markedByCapture = Dictionary(grouping: loggers.filter { $0.mark != nil }) { Capture($0.fields) }
    private(set) lazy var markedByName = Dictionary(
        grouping: loggers.filter { $0.mark != nil && $0.fields[.name] != nil }, by: { FieldValue.string($0.fields.name) })
    /// By id in lower case.
    private(set) lazy var byID = Dictionary(loggers.map { ($0.id.lowercased(), $0) }, uniquingKeysWith: { $1 })

    init(_ loggers: [LiveLogger]) {
        self.loggers = loggers
        // Positions of the owned ones, since a copy of each costs more than all the rest; the unmarked ones are few.
        for position in loggers.indices {
            let marks = loggers[position].marks
            if marks.isEmpty { unmarked.append(loggers[position]) }
            for mark in marks { owned[mark.stack, default: [:]][mark.key, default: []].append(position) }
            for stack in marks.count > 1 ? Array(Set(marks.map(\.stack))) : marks.map(\.stack) { ownedCounts[stack, default: 0] += 1 }
        }
    }

    /// How many loggers stacks other than this one own.
    func foreignCount(to stack: String) -> Int { loggers.count - unmarked.count - (ownedCounts[stack] ?? 0) }
}
