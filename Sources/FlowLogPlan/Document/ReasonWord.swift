/// The words of `action_reason` and `blocked.reason`: why the actions are what they are.
package enum ReasonWord: String, Sendable, CaseIterable {
    /// The logger is as the manifest says, the run leaves it out, or nothing can be decided about it.
    case noOp = "no_op"
    /// The manifest has the key, and no live logger is taken for it.
    case createMissing = "create_missing"
    /// Fields differ that a PUT can change, or whether the mark protects the logger.
    case updateInPlace = "update_in_place"
    /// A logger that nobody owns becomes the stack's, because the manifest pins its id or has its name.
    case adopt
    /// Only the name differs.
    case rename
    /// The logger was another key's, one of `previous_keys`.
    case move
    /// The stack lets the logger go. `release` saves no plan, so no file has it.
    case release
    /// A field differs that only a new logger can have so.
    case replaceBecauseCannotUpdate = "replace_because_cannot_update"
    /// `--replace` asks for a new logger.
    case replaceByRequest = "replace_by_request"
    /// The stack owns the logger under a key that the manifest does not have.
    case deleteBecauseNotInManifest = "delete_because_not_in_manifest"
    /// Another logger of the same key is kept.
    case deleteBecauseSuperseded = "delete_because_superseded"
    /// No stack owns the logger, and the stack says `unmanaged: delete`.
    case deleteBecauseUnmanaged = "delete_because_unmanaged"
    /// Only as `action_reason`: the change must not be made, and `blocked` says why, and which reason it would have had.
    case blocked
}
