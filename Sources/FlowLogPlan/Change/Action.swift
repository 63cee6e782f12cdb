package import FlowLogModel

/// The five actions of Contract: Plan, each with what it needs and why. Indirect, since a plan copies changes all the time and most of
/// them are no-ops: a copy is then one reference instead of two loggers with all of their fields.
package indirect enum Action: Sendable, Hashable {
    /// Nothing to do: in sync, not selected, or nothing can be decided.
    case noOp(LiveLogger?, LoggerTarget?)
    /// A logger is made.
    case create(LoggerTarget)
    /// A logger stays and is changed.
    case update(LiveLogger, LoggerTarget, [Difference], UpdateReason)
    /// A new logger takes the place of the live one.
    case replace(LiveLogger, LoggerTarget, [Difference], ReplaceReason)
    /// A logger goes.
    case delete(LiveLogger, DeleteReason)

    /// Why a PUT is sent.
    package enum UpdateReason: Sendable {
        /// Fields differ that a PUT can change, or the protection in the mark.
        case inPlace
        /// Nobody owns the logger, and the manifest pins its id or has its name: it gets the mark.
        case adopt
        /// Only the name differs.
        case rename
        /// The mark has another key, one of `previous_keys`.
        case move
        /// The mark goes, and the logger lives on without an owner.
        case release
    }

    /// Why a new logger takes over.
    package enum ReplaceReason: Sendable {
        /// A field differs that no PUT can change.
        case cannotUpdate
        /// `--replace` names the logger.
        case byRequest
    }

    /// Why a logger goes.
    package enum DeleteReason: Sendable, Hashable {
        /// The stack owns it under a key that the manifest does not have.
        case notInManifest
        /// Another logger of the same key is kept: the one that the key has, or, until that has the desired status, the healthiest of the
        /// superseded ones.
        case superseded(by: LiveLogger)
        /// No stack owns it, and this one says `unmanaged: delete`.
        case unmanaged
        /// `destroy`: all of the stack goes.
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

    /// Whether a logger that stays, or the one in its place, is no longer enabled.
    package var switchesOff: Bool {
        switch self {
        case .noOp, .create, .delete: false
        case .update(let live, let target, _, _), .replace(let live, let target, _, _): live.fields.isEnabled && !target.fields.isEnabled
        }
    }
}
