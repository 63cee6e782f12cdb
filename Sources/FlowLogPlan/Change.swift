package import FlowLogModel

/// What one run does, or would do, about one logger.
package struct Change: Sendable, Hashable {
    package let stack: String
    package let region: String?
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
    /// The key that a deleted logger seems to have been moved to without `previous_keys`.
    package var movedTo: String?

    package init(
        stack: String, region: String?, key: String?, isDuplicate: Bool = false, action: Action, blocked: Block? = nil
    ) {
        self.stack = stack
        self.region = region
        self.key = key
        self.isDuplicate = isDuplicate
        self.action = action
        self.blocked = blocked
        let live = action.live
        isUnhealthy = live?.isUnhealthy ?? false
        isInBuild = live?.status == .build
    }

    /// `STACK/KEY`, `STACK/KEY?ID` or `?ID`: unique with the region (Contract: Plan).
    package var address: String {
        guard let key else { return "?\(action.live?.id ?? "")" }
        return isDuplicate ? "\(stack)/\(key)?\(action.live?.id ?? "")" : "\(stack)/\(key)"
    }

    /// The address with its region, which no other change of the plan has.
    package var place: ChangeAddress { ChangeAddress(region: region, address: address) }

    /// The key that it is about, the same for all of its changes.
    package var keyAddress: KeyAddress { KeyAddress(region: region, stack: stack, key: key) }

    /// Whether it removes one more logger of the key, of the same target, which ends no capture and is not held by protection
    /// (Contract: Whose logger is it, Superseded loggers).
    package var isCleanUp: Bool {
        guard case .delete(let live, .superseded(by: let kept)) = action, let mark = live.mark else { return false }
        return mark.stack == stack && mark.key == key && live.surroundings == nil && live.fields.hasSameTarget(as: kept.fields)
    }

    /// Whether it is not settled: apply has something to do for it, or would have if it were not blocked.
    package var isOpen: Bool { isPending || blocked != nil }

    /// Whether apply has something to do for it.
    package var isPending: Bool {
        if case .noOp = action { return false }
        return blocked == nil
    }
}

/// The five actions of Contract: Plan, each with what it needs and why.
package indirect enum Action: Sendable, Hashable {
    /// Nothing to do: in sync, not selected, or nothing can be decided.
    case noOp(LiveLogger?, LoggerTarget?)
    case create(LoggerTarget)
    case update(LiveLogger, LoggerTarget, [Difference], UpdateReason)
    case replace(LiveLogger, LoggerTarget, [Difference], ReplaceReason)
    case delete(LiveLogger, DeleteReason)

    /// Why a PUT is sent.
    package enum UpdateReason: Sendable {
        case inPlace, adopt, rename, move, release
    }

    /// Why a new logger takes over.
    package enum ReplaceReason: Sendable {
        case cannotUpdate, byRequest
    }

    /// Why a logger goes.
    package enum DeleteReason: Sendable, Hashable {
        case notInManifest
        /// Another logger of the same key is kept: the one that the key has, or, until that has the desired status, the healthiest of the
        /// superseded ones.
        case superseded(by: LiveLogger)
        case unmanaged
        /// All of the stack goes.
        case destroyed
    }

    /// The logger that is there before.
    package var live: LiveLogger? {
        switch self {
        case .noOp(let live, _): live
        case .create: nil
        case .update(let live, _, _, _), .replace(let live, _, _, _), .delete(let live, _): live
        }
    }

    /// What the logger is to be.
    package var target: LoggerTarget? {
        switch self {
        case .noOp(_, let target): target
        case .create(let target), .update(_, let target, _, _), .replace(_, let target, _, _): target
        case .delete: nil
        }
    }

    /// What differs between the two.
    package var differences: [Difference] {
        switch self {
        case .update(_, _, let differences, _), .replace(_, _, let differences, _): differences
        case .noOp, .create, .delete: []
        }
    }
}

/// Why a change must not be done; apply refuses the whole plan while one is there (Contract: Safety).
package struct Block: Sendable, Hashable {
    /// The stable codes, which `explain` knows.
    package enum Code: String, Sendable, CaseIterable {
        case idNotFound = "id-not-found"
        case adoptWouldReplace = "adopt-would-replace"
        case ambiguousName = "ambiguous-name"
        case contested
        case foreignOwner = "foreign-owner"
        case newerMark = "newer-mark"
        case ambiguousMark = "ambiguous-mark"
        case unreadableFields = "unreadable-fields"
        case preventDestroy = "prevent-destroy"
        case descriptionTooLong = "description-too-long"
    }

    package let code: Code
    package let message: String

    package init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }
}
