package import FlowLogModel

/// What one run does, or would do, about one logger.
package struct Change: Sendable, Hashable {
    /// The stack that the run plans.
    package let stack: String
    /// Where the stack acts.
    package let place: Place
    /// Whether the plan has the stack for other clouds of the region too, so that the cloud tells people which one this is.
    package internal(set) var isNamedWithCloud: Bool
    /// The key in the manifest or in the mark; nil for an unmanaged logger.
    package let key: String?
    /// Whether several changes of one run share the key, so that the address carries the id (Contract: Plan).
    package let isDuplicate: Bool
    /// What it does; where it is blocked, what it would do.
    package let action: Action
    /// Why it must not be done.
    package let blocked: Block?
    /// Whether the live logger is not well; known from the start, since every summary asks it of every logger.
    package let isUnhealthy: Bool
    /// Whether the live logger is in BUILD; known from the start as well.
    package let isInBuild: Bool
    /// Whether it removes one more logger of the key, of the same target, which ends no capture and is not held by protection
    /// (Contract: Whose logger is it, Superseded loggers).
    package let isCleanUp: Bool
    /// What the key's named resource means; nil if it has an id, and for further loggers of the key.
    package let naming: ResourceNaming?
    /// For a deleted logger: the key that seems to have been meant to take it over.
    package var heir: Heir?

    /// - Parameter isCleanUp: as a document says it, which does not have all that it depends on.
    package init(
        stack: String, place: Place, isNamedWithCloud: Bool = false, key: String?, isDuplicate: Bool = false, action: Action,
        blocked: Block? = nil, isCleanUp: Bool? = nil, naming: ResourceNaming? = nil
    ) {
        self.stack = stack
        self.place = place
        self.isNamedWithCloud = isNamedWithCloud
        self.key = key
        self.isDuplicate = isDuplicate
        self.action = action
        self.blocked = blocked
        self.naming = naming
        let live = action.live
        isUnhealthy = live?.isUnhealthy ?? false
        isInBuild = live?.status == .build
        self.isCleanUp = isCleanUp ?? Self.isCleanUp(action, stack: stack, key: key)
    }

    private static func isCleanUp(_ action: Action, stack: String, key: String?) -> Bool {
        guard case .delete(let live, .superseded(by: let kept)) = action, let mark = live.mark else { return false }
        return mark.stack == stack && mark.key == key && live.surroundings == nil && live.fields.hasSameTarget(as: kept.fields)
    }

    /// The region of its place; nil if nobody said, which only `--endpoint` allows.
    package var region: String? { place.region }

    /// `STACK/KEY`, `STACK/KEY?ID` or `?ID`: unique with the place (Contract: Plan).
    package var address: String {
        guard let key else { return "?\(action.live?.id ?? "")" }
        return isDuplicate ? "\(stack)/\(key)?\(action.live?.id ?? "")" : "\(stack)/\(key)"
    }

    /// What people call it: the address, with the cloud in front where only that tells it from others of its region. So it can be given
    /// to `--target` and the like.
    package var name: String { StackNames.name(address, in: place, withCloud: isNamedWithCloud) }

    /// The address with its place, which no other change of the plan has.
    package var fullAddress: ChangeAddress { ChangeAddress(place: place, address: address) }

    /// The stack that it is of.
    package var stackAddress: KeyAddress { KeyAddress(place: place, stack: stack, key: nil) }

    /// The key that it is about, the same for all of its changes.
    package var keyAddress: KeyAddress { KeyAddress(place: place, stack: stack, key: key) }

    /// Whether the next plan may have more to do for the logger: one that another stack protected is only taken over at first
    /// (Contract: Whose logger is it, Moving between stacks).
    package var mayLeaveMore: Bool {
        guard case .update(let live, _, _, .move) = action else { return false }
        return live.isProtected && live.mark?.stack != stack
    }

    /// Whether a selected key of the manifest has the logger, or is to have it; a logger that is released is nobody's.
    package var isWanted: Bool {
        if case .update(_, _, _, .release) = action { return false }
        return action.target != nil
    }

    /// Whether it is not settled: apply has something to do for it, or would have if it were not blocked.
    package var isOpen: Bool { isPending || blocked != nil }

    /// Whether apply has something to do for it.
    package var isPending: Bool {
        if case .noOp = action { return false }
        return blocked == nil
    }

    /// Whether rows that are recorded now stop coming, for good or for a while (Contract: Safety, Overview). Only this says so.
    package var endsCapture: Bool {
        guard isPending else { return false }
        switch action {
        case .noOp, .create: return false
        case .update: return action.switchesOff
        case .replace(let live, let target, _, _):
            return target.strategy == .deleteFirst || !live.fields.hasSameTarget(as: target.fields) || action.switchesOff
        case .delete: return !isCleanUp
        }
    }
}
