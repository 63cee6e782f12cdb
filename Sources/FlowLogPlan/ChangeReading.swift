import FlowLogModel

// Reads back what PlanDocument.swift writes.

extension Change {
    /// - Parameter desired: what the file's manifests want, for what a change leaves to them.
    init?(document: JSONValue, desired: [KeyAddress: DesiredLogger]) {
        guard let stack = document["stack"]?.string, let address = document["address"]?.string, let change = document["change"],
            let reason = document["action_reason"]?.string, let names = change["actions"]?.items?.compactMap(\.string)
        else { return nil }
        let region = document["region"]?.string?.uppercased()
        let key = document["key"]?.string
        let live = change["before"].flatMap { LiveLogger(document: $0, change: document) }
        let wanted = desired[KeyAddress(region: region, stack: stack, key: key)]
        let target = change["after"].flatMap { LoggerTarget(document: $0, wanted: wanted, createFirst: names != ["delete", "create"]) }
        let isDuplicate = key != nil && address.contains("?")
        guard let action = Action(names, reason, live, target, isUnmanaged: key == nil, isExtra: wanted == nil || isDuplicate) else {
            return nil
        }
        let blocked = document["blocked"].flatMap { block in
            block["code"]?.string.flatMap(Block.Code.init).flatMap { code in block["message"]?.string.map { Block(code, $0) } }
        }
        self.init(
            stack: stack, region: region, key: key, isDuplicate: isDuplicate, action: action, blocked: blocked)
    }
}

extension Change {
    /// Fills in what a single change does not say: which logger stays where another one is superseded (the one that has the
    /// key's own address), and that a logger was not selected.
    static func completed(_ changes: [Change], _ options: PlanOptions) -> [Change] {
        let keepers = Dictionary(
            changes.compactMap { change in change.action.live.map { (change.place, $0) } }, uniquingKeysWith: { first, _ in first })
        return changes.map { change in
            switch change.action {
            case .delete(let live, .superseded):
                let address = ChangeAddress(region: change.region, address: "\(change.stack)/\(change.key ?? "")")
                return change.with(.delete(live, .superseded(by: keepers[address] ?? live)))
            case .noOp(let live, _) where !options.selects(change):
                return change.with(.noOp(live, nil))
            default:
                return change
            }
        }
    }

    private func with(_ action: Action) -> Change {
        Change(stack: stack, region: region, key: key, isDuplicate: isDuplicate, action: action, blocked: blocked)
    }
}

extension Action {
    fileprivate init?(
        _ names: [String], _ reason: String, _ live: LiveLogger?, _ target: LoggerTarget?, isUnmanaged: Bool, isExtra: Bool
    ) {
        switch (names, live, target) {
        case (["no-op"], let live, let target): self = .noOp(live, isExtra ? nil : target)
        case (["create"], nil, let target?): self = .create(target)
        case (["update"], let live?, let target?): self = .update(live, target, target.differences(from: live), UpdateReason(reason))
        case (["create", "delete"], let live?, let target?), (["delete", "create"], let live?, let target?):
            let differences = target.differences(from: live)
            let isForced = differences.contains(where: \.forcesReplacement)
            self = .replace(live, target, differences, isForced ? .cannotUpdate : .byRequest)
        case (["delete"], let live?, nil):
            self = .delete(live, isUnmanaged ? .unmanaged : reason == "delete_because_superseded" ? .superseded(by: live) : .notInManifest)
        default: return nil
        }
    }
}

extension Action.UpdateReason {
    fileprivate init(_ name: String) {
        switch name {
        case "adopt": self = .adopt
        case "rename": self = .rename
        case "move": self = .move
        default: self = .inPlace
        }
    }
}

extension LiveLogger {
    fileprivate init?(document: JSONValue, change: JSONValue) {
        guard case .object = document, let id = change["id"]?.string, let status = change["status"]?.string else { return nil }
        let mark = OwnerMark(document: document)
        self.init(
            id: id, fields: LoggerFields(document: document), ownership: mark.map { .owned($0) } ?? .unmarked,
            status: LoggerStatus(rawValue: status), errorType: change["error_type"]?.string ?? "")
    }
}

extension LoggerTarget {
    fileprivate init?(document: JSONValue, wanted: DesiredLogger?, createFirst: Bool) {
        guard case .object = document else { return nil }
        self.init(
            fields: LoggerFields(document: document), mark: OwnerMark(document: document),
            strategy: createFirst ? .createFirst : .deleteFirst,
            ignored: wanted?.ignoreChanges ?? [], compared: LoggerFieldSet())
    }
}

extension OwnerMark {
    fileprivate init?(document: JSONValue) {
        guard let owner = document["owner"]?.string?.split(separator: "/"), owner.count == 2 else { return nil }
        self.init(stack: String(owner[0]), key: String(owner[1]), isProtected: document["protected"] == .boolean(true))
    }
}

extension LoggerFields {
    init(document: JSONValue) {
        self.init()
        for field in LoggerField.allCases { self[field] = document[field.apiName].flatMap(FieldValue.init(document:)) }
    }
}

extension FieldValue {
    init?(document: JSONValue?) {
        switch document {
        case .string(let text): self = .string(text)
        case .boolean(let flag): self = .boolean(flag)
        case .integer(let number): self = .integer(number)
        case nil, .null, .number, .array, .object: return nil
        }
    }
}
