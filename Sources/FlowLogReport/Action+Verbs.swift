import FlowLogPlan

extension Action {
    /// What it is called in an imperative, while it runs and once it is done.
    var verbs: (name: Words, doing: Words, done: Words) {
        switch self {
        // Nothing to do but to wait for a logger in BUILD.
        case .noOp: ("no-op", "waiting", "ready")
        case .create: ("create", "creating", "created")
        case .update(_, _, _, .adopt): ("adopt", "adopting", "adopted")
        case .update(_, _, _, .rename): ("rename", "renaming", "renamed")
        case .update(_, _, _, .move): ("move", "moving", "moved")
        case .update(_, _, _, .release): ("release", "releasing", "released")
        case .update(_, _, _, .inPlace): ("update", "updating", "updated")
        case .replace: ("replace", "replacing", "replaced")
        case .delete: ("delete", "deleting", "deleted")
        }
    }
}
