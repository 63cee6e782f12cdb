import FlowLogModel

extension Action {
    /// What is done, in the words of documents.
    package var words: [ActionWord] {
        switch self {
        case .noOp: [.noOp]
        case .create: [.create]
        case .update: [.update]
        case .replace(_, let target, _, _): target.strategy == .createFirst ? [.create, .delete] : [.delete, .create]
        case .delete: [.delete]
        }
    }

    /// Why, in the word of documents.
    package var reasonWord: ReasonWord {
        switch self {
        case .noOp: .noOp
        case .create: .createMissing
        case .update(_, _, _, .inPlace): .updateInPlace
        case .update(_, _, _, .adopt): .adopt
        case .update(_, _, _, .rename): .rename
        case .update(_, _, _, .move): .move
        case .update(_, _, _, .release): .release
        case .replace(_, _, _, .cannotUpdate): .replaceBecauseCannotUpdate
        case .replace(_, _, _, .byRequest): .replaceByRequest
        case .delete(_, .notInManifest), .delete(_, .destroyed): .deleteBecauseNotInManifest
        case .delete(_, .superseded): .deleteBecauseSuperseded
        case .delete(_, .unmanaged): .deleteBecauseUnmanaged
        }
    }

    /// The action that a document means; nil if its parts contradict each other.
    /// - Parameter kept: where a logger is superseded, the one that stays for it.
    init?(_ words: [ActionWord], _ reason: ReasonWord, _ live: LiveLogger?, _ target: LoggerTarget?, kept: LiveLogger?) {
        func differences(_ live: LiveLogger, _ target: LoggerTarget) -> [Difference] { target.differences(from: live) }
        switch (words, reason, live, target) {
        case ([.noOp], .noOp, let live, let target): self = .noOp(live, target)
        case ([.create], .createMissing, nil, let target?): self = .create(target)
        case ([.update], .updateInPlace, let live?, let target?): self = .update(live, target, differences(live, target), .inPlace)
        case ([.update], .adopt, let live?, let target?): self = .update(live, target, differences(live, target), .adopt)
        case ([.update], .rename, let live?, let target?): self = .update(live, target, differences(live, target), .rename)
        case ([.update], .move, let live?, let target?): self = .update(live, target, differences(live, target), .move)
        case ([.update], .release, let live?, let target?) where target.mark == nil:
            self = .update(live, target, differences(live, target), .release)
        case ([.create, .delete], .replaceBecauseCannotUpdate, let live?, let target?),
            ([.delete, .create], .replaceBecauseCannotUpdate, let live?, let target?):
            self = .replace(live, target, differences(live, target), .cannotUpdate)
        case ([.create, .delete], .replaceByRequest, let live?, let target?),
            ([.delete, .create], .replaceByRequest, let live?, let target?):
            self = .replace(live, target, differences(live, target), .byRequest)
        case ([.delete], .deleteBecauseNotInManifest, let live?, nil): self = .delete(live, .notInManifest)
        case ([.delete], .deleteBecauseSuperseded, let live?, nil):
            guard let kept else { return nil }
            self = .delete(live, .superseded(by: kept))
        case ([.delete], .deleteBecauseUnmanaged, let live?, nil): self = .delete(live, .unmanaged)
        default: return nil
        }
    }
}
