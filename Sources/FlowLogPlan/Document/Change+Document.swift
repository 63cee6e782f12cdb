import FlowLogModel

extension Change {
    /// The only type of resource there is.
    private static let type = "flowlog_logger"

    func document(includingState: Bool) -> JSONValue {
        let live = action.live
        var members: [String: JSONValue] = [
            "address": .string(address), "cloud": JSONValue(place.cloud), "region": JSONValue(region), "stack": .string(stack),
            "key": JSONValue(key),
            "type": .string(Self.type), "id": JSONValue(live?.id),
            "change": .object([
                "actions": .array(action.words.map { .string($0.rawValue) }),
                "before": live.map(\.document) ?? .null,
                "after": after,
                "replace_paths": .array(action.differences.filter(\.forcesReplacement).map { .array([.string($0.name)]) }),
            ]),
            "action_reason": .string((blocked == nil ? action.reasonWord : .blocked).rawValue),
            "blocked": blocked.map { $0.document(reason: action.reasonWord) } ?? .null,
            "status": JSONValue(live?.status.rawValue), "error_type": .string(live?.errorType ?? ""),
        ]
        if let naming { members.merge(naming.members(hasLive: live != nil)) { $1 } }
        if case .delete(_, .superseded) = action { members["clean_up"] = .boolean(isCleanUp) }
        if includingState { members["state"] = JSONValue(driftState?.rawValue) }
        return .object(members)
    }

    private var after: JSONValue {
        switch action {
        case .noOp(let live?, _): live.document
        case .noOp(nil, let target): blocked == nil || isUnanswered ? .null : target.map(\.document) ?? .null
        case .create(let target), .update(_, let target, _, _), .replace(_, let target, _, _): target.document
        case .delete: .null
        }
    }

    /// Whether it is not known what the key is to record.
    private var isUnanswered: Bool { naming.map { $0.names == nil } ?? false }

    /// Reads all changes of a document, since one alone does not say which logger is kept where it is superseded.
    /// - Parameters:
    ///   - desired: the document's manifests, for what a change leaves to them.
    ///   - options: those of the document.
    static func read(
        _ nodes: [DocumentNode], desired: DesiredStacks, options: PlanOptions
    ) throws(SavedPlan.Invalid) -> [Change] {
        let selection = Selection(options)
        let parts = try nodes.map { node throws(SavedPlan.Invalid) in try Parts(node, desired: desired) }
        let survivors = Dictionary(grouping: parts, by: \.keyAddress).compactMapValues(Parts.survivors)
        return try parts.map { part throws(SavedPlan.Invalid) in
            let change = try part.change(kept: part.live.flatMap { survivors[part.keyAddress]?.keeper(insteadOf: $0) })
            // What is not selected has no target.
            guard case .noOp(let live, .some) = change.action, !selection.selects(change) else { return change }
            return Change(
                stack: change.stack, place: change.place, isNamedWithCloud: change.isNamedWithCloud, key: change.key,
                isDuplicate: change.isDuplicate, action: .noOp(live, nil), blocked: change.blocked, naming: change.naming)
        }
    }

    /// What a document says of one change.
    private struct Parts {
        let node: DocumentNode
        let stack: String
        let place: Place
        let isNamedWithCloud: Bool
        let key: String?
        let isDuplicate: Bool
        let words: [ActionWord]
        let reason: ReasonWord
        let live: LiveLogger?
        let target: LoggerTarget?
        let blocked: Block?
        /// The manifest's entry for the key.
        let wanted: DesiredLogger?

        var keyAddress: KeyAddress { KeyAddress(place: place, stack: stack, key: key) }

        init(_ node: DocumentNode, desired: DesiredStacks) throws(SavedPlan.Invalid) {
            self.node = node
            stack = try node.member("stack").string
            place = try desired.place(of: node, stack: stack)
            isNamedWithCloud = desired.names.needCloud(for: stack, in: place)
            key = try node.member("key").unlessNull?.string
            isDuplicate = try node.member("address").string.contains("?") && key != nil
            wanted = desired.loggers[KeyAddress(place: place, stack: stack, key: key)]
            _ = try node.member("type").word { $0 == Change.type ? $0 : nil }
            _ = try node.optionalMember("state")?.unlessNull?.word(DriftState.init)

            let change = try node.member("change")
            words = try change.member("actions").items.map { item throws(SavedPlan.Invalid) in try item.word(ActionWord.init) }
            for path in try change.member("replace_paths").items {
                for name in try path.items { _ = try name.word(LoggerField.init(apiName:)) }
            }
            if let before = try change.member("before").unlessNull { live = try LiveLogger(before, of: node) } else { live = nil }
            if let after = try change.member("after").unlessNull {
                target = try LoggerTarget(after, wanted: wanted, strategy: words == [.delete, .create] ? .deleteFirst : .createFirst)
            } else {
                target = nil
            }

            let given = try node.member("action_reason").word(ReasonWord.init)
            let block = try node.member("blocked").unlessNull
            if let block { blocked = try Block(block) } else { blocked = nil }
            guard (given == .blocked) == (block != nil) else {
                throw node.contradiction("action_reason is '\(given.rawValue)', and blocked is \(block == nil ? "null" : "not null")")
            }
            if let block {
                // Format 1.0 has none.
                let intended = try block.optionalMember("reason")?.word(ReasonWord.init)
                reason =
                    intended
                    ?? .likely(words, live, target, isOfStack: key != nil, isSuperseded: isDuplicate && wanted != nil)
            } else {
                reason = given
            }
        }

        /// Which loggers of a key stay where others are superseded; nil for a key that the manifest does not have.
        static func survivors(_ ofKey: [Parts]) -> Survivors? {
            let duplicates = ofKey.filter(\.isDuplicate).compactMap(\.live)
            guard !duplicates.isEmpty, let first = ofKey.first(where: { !$0.isDuplicate }), let kept = first.live, let wanted = first.wanted
            else { return nil }
            return Survivors(kept: kept, superseded: duplicates, for: wanted)
        }

        /// - Parameter kept: where it is superseded, the logger that stays for it.
        func change(kept: LiveLogger?) throws(SavedPlan.Invalid) -> Change {
            let isExtra = wanted == nil || isDuplicate
            guard let action = Action(words, reason, live, words == [.noOp] && isExtra ? nil : target, kept: kept) else {
                let actions = words.map(\.rawValue).joined(separator: ", ")
                throw node.contradiction("the actions '\(actions)', the reason '\(reason.rawValue)', before and after do not go together")
            }
            return Change(
                stack: stack, place: place, isNamedWithCloud: isNamedWithCloud, key: key, isDuplicate: isDuplicate, action: action,
                blocked: blocked,
                // Format 1.1 had none at first.
                isCleanUp: try node.optionalMember("clean_up")?.flag,
                naming: try ResourceNaming.read(node, hasLive: live != nil))
        }
    }
}

extension ReasonWord {
    /// The reason of a blocked change that does not say it.
    /// - Parameters:
    ///   - isOfStack: whether the logger has a key.
    ///   - isSuperseded: whether another logger has its key, which the manifest has too.
    fileprivate static func likely(
        _ words: [ActionWord], _ live: LiveLogger?, _ target: LoggerTarget?, isOfStack: Bool, isSuperseded: Bool
    ) -> ReasonWord {
        switch words {
        case [.create]: return .createMissing
        case [.update]: return live?.mark == nil ? .adopt : .updateInPlace
        case [.create, .delete], [.delete, .create]:
            guard let live, let target else { return .replaceBecauseCannotUpdate }
            let isForced = target.differences(from: live).contains(where: \.forcesReplacement)
            return isForced ? .replaceBecauseCannotUpdate : .replaceByRequest
        case [.delete]:
            guard isOfStack else { return .deleteBecauseUnmanaged }
            return isSuperseded ? .deleteBecauseSuperseded : .deleteBecauseNotInManifest
        default: return .noOp
        }
    }
}

extension Block {
    /// - Parameter reason: the one that the change would have had.
    fileprivate func document(reason: ReasonWord) -> JSONValue {
        .object(["code": .string(code.rawValue), "message": .string(message), "reason": .string(reason.rawValue)])
    }

    fileprivate init(_ node: DocumentNode) throws(SavedPlan.Invalid) {
        self.init(try node.member("code").word(Code.init), try node.member("message").string)
    }
}
