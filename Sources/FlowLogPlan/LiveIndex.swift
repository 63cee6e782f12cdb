import FlowLogModel

/// The live loggers of a region, found by what identity asks for.
struct LiveIndex {
    /// By stack, then by the key in the mark.
    private(set) var owned: [String: [String: [LiveLogger]]] = [:]
    /// Loggers without a readable mark, by name.
    private(set) var unmarked: [FieldValue: [LiveLogger]] = [:]
    /// Marked loggers of any stack, by name.
    private(set) var marked: [FieldValue: [LiveLogger]] = [:]
    /// By id in lower case.
    private(set) var byID: [String: LiveLogger] = [:]

    init(_ loggers: [LiveLogger]) {
        byID.reserveCapacity(loggers.count)
        for live in loggers {
            byID[live.id.lowercased()] = live
            let name = FieldValue.string(live.fields.name)
            if let mark = live.mark {
                owned[mark.stack, default: [:]][mark.key, default: []].append(live)
                marked[name, default: []].append(live)
            } else {
                unmarked[name, default: []].append(live)
            }
        }
    }

    /// How many loggers stacks other than this one own.
    func foreignCount(to stack: String) -> Int {
        owned.reduce(0) { $1.key == stack ? $0 : $0 + $1.value.values.reduce(0) { $0 + $1.count } }
    }
}
