import FlowLogModel

/// The live loggers of a region, found by what identity asks for.
struct LiveIndex {
    let loggers: [LiveLogger]
    /// Positions of loggers, by stack, then by the key in the mark.
    private(set) var owned: [String: [String: [Int]]] = [:]
    /// Loggers without a readable mark.
    private(set) var unmarked: [LiveLogger] = []
    // Few runs ask for these.
    private(set) lazy var unmarkedByName = Dictionary(grouping: unmarked) { FieldValue.string($0.fields.name) }
    private(set) lazy var markedByName = Dictionary(grouping: loggers.filter { $0.mark != nil }) { FieldValue.string($0.fields.name) }
    /// By id in lower case.
    private(set) lazy var byID = Dictionary(loggers.map { ($0.id.lowercased(), $0) }, uniquingKeysWith: { $1 })

    init(_ loggers: [LiveLogger]) {
        self.loggers = loggers
        // Positions of the owned ones, since a copy of each costs more than all the rest; the unmarked ones are few.
        for position in loggers.indices {
            if let mark = loggers[position].mark {
                owned[mark.stack, default: [:]][mark.key, default: []].append(position)
            } else {
                unmarked.append(loggers[position])
            }
        }
    }

    /// How many loggers stacks other than this one own.
    func foreignCount(to stack: String) -> Int {
        owned.reduce(0) { $1.key == stack ? $0 : $0 + $1.value.values.reduce(0) { $0 + $1.count } }
    }
}
