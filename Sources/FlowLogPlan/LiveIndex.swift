import FlowLogModel

/// The live loggers of a region, found by what identity asks for.
struct LiveIndex {
    /// By stack, then by the key in the mark.
    let owned: [String: [String: [LiveLogger]]]
    /// By name, whoever owns them.
    private(set) lazy var byName = Dictionary(grouping: loggers) { FieldValue.string($0.fields.name) }
    /// By id in lower case.
    private(set) lazy var byID = Dictionary(loggers.map { ($0.id.lowercased(), $0) }, uniquingKeysWith: { $1 })

    private let loggers: [LiveLogger]

    init(_ loggers: [LiveLogger]) {
        self.loggers = loggers
        owned = loggers.reduce(into: [:]) { owned, live in
            if let mark = live.mark { owned[mark.stack, default: [:]][mark.key, default: []].append(live) }
        }
    }

    /// How many loggers stacks other than this one own.
    func foreignCount(to stack: String) -> Int {
        owned.reduce(0) { $1.key == stack ? $0 : $0 + $1.value.values.reduce(0) { $0 + $1.count } }
    }
}
