import FlowLogModel

/// How a saved plan compares with what would be planned now (Contract: Plan, Saved plans).
package struct Staleness: Sendable, Hashable {
    /// What moved since the plan was saved: an address with what is different now, in words. Nothing may be done while there is any.
    package let moved: [Moved]
    /// Changes that are due or blocked now and that the file does not have; they are not made.
    package let new: [Change]

    /// One change of the file that is no longer what is due.
    package struct Moved: Sendable, Hashable {
        /// What people call it, without the region.
        package let name: String
        /// For people; each is a clause, such as `name was "a" and is "b"`.
        package let what: [String]
    }

    /// - Parameters:
    ///   - saved: what was reviewed.
    ///   - current: the same manifests and options, planned again.
    package init(of saved: Plan, comparedWith current: Plan) {
        let now = Dictionary(current.changes.map { ($0.fullAddress, $0) }, uniquingKeysWith: { first, _ in first })
        let reviewed = saved.changes.filter(\.isOpen)
        moved = reviewed.compactMap { change in
            let what = change.whatMoved(to: now[change.fullAddress])
            return what.isEmpty ? nil : Moved(name: change.name, what: what)
        }
        let known = Set(reviewed.map(\.fullAddress))
        new = current.changes.filter { $0.isOpen && !known.contains($0.fullAddress) }
    }
}

extension Plan {
    /// The changes that this plan, saved, allows a run to make; blocked ones are among them, so that they go on refusing.
    package var reviewed: Set<ChangeAddress> { Set(changes.filter(\.isOpen).map(\.fullAddress)) }
}

extension Change {
    /// Status and timestamps do not count.
    fileprivate func whatMoved(to now: Change?) -> [String] {
        if let blocked {
            // Still blocked: it goes on refusing the whole run.
            return now?.blocked == nil ? ["it was blocked (\(blocked.code.rawValue)) and no longer is"] : []
        }
        if let now, let block = now.blocked, block.isUnresolved, let id = action.target?.fields[.resourceID]?.text {
            return ["wanted resource_id was \"\(id)\" and now \(block.message)"]
        }
        guard let now, now.isPending else {
            let why = now?.blocked.map { "now it is blocked (\($0.code.rawValue))" } ?? "there no longer is"
            return ["there was something to do (\(action.wordList)), and \(why)"] + movedAnswer(now)
        }
        var moved: [String] = []
        if now.action.words != action.words {
            moved.append("the action was \(action.wordList) and is \(now.action.wordList)")
        }
        if now.action.live?.id != action.live?.id {
            moved.append("the logger was \(action.live?.id ?? "none") and is \(now.action.live?.id ?? "none")")
        }
        let compared = now.action.target?.compared
        moved += differences(action.live?.values(compared) ?? [:], now.action.live?.values(compared) ?? [:])
        guard moved.isEmpty else { return moved + movedAnswer(now) }
        // What is ignored is so for a logger that is there: of a new one everything was reviewed.
        let wanted = action.live == nil ? nil : compared
        moved = differences(action.target?.values(wanted) ?? [:], now.action.target?.values(wanted) ?? [:], "wanted ")
        guard let naming, !movedAnswer(now).isEmpty else { return moved }
        return moved + ["\(naming.resource) means another one now than when the plan was made"]
    }

    /// What the key's named resource was and is, where it is another one now.
    private func movedAnswer(_ now: Change?) -> [String] {
        guard naming != nil, let before = action.target?.fields[.resourceID], let after = now?.action.target?.fields[.resourceID] else {
            return []
        }
        let field = LoggerField.resourceID
        return differences(
            [field.apiName: JSONValue(field.normalized(before))], [field.apiName: JSONValue(field.normalized(after))], "wanted ")
    }

    private func differences(_ before: [String: JSONValue], _ now: [String: JSONValue], _ kind: String = "") -> [String] {
        before.keys.sorted().filter { before[$0] != now[$0] }.map { name in
            "\(kind)\(name) was \((before[name] ?? .null).text) and is \((now[name] ?? .null).text)"
        }
    }
}

extension Action {
    fileprivate var wordList: String { words.map(\.rawValue).joined(separator: ", ") }
}

extension LiveLogger {
    fileprivate func values(_ compared: LoggerFieldSet?) -> [String: JSONValue] { fields.values(mark, compared) }
}

extension LoggerTarget {
    fileprivate func values(_ compared: LoggerFieldSet?) -> [String: JSONValue] { fields.values(mark, compared) }
}

extension LoggerFields {
    /// By the names that plans use, normalised: the name, the mark, and the fields that the manifest speaks of (all without one).
    fileprivate func values(_ mark: OwnerMark?, _ compared: LoggerFieldSet?) -> [String: JSONValue] {
        let fields = LoggerField.allCases.filter { $0 == .name || compared?.contains($0) ?? true }
        var values = Dictionary(uniqueKeysWithValues: fields.map { ($0.apiName, JSONValue(self[$0].map($0.normalized))) })
        values["owner"] = JSONValue(mark?.owner)
        values["protected"] = .boolean(mark?.isProtected ?? false)
        return values
    }
}
