import FlowLogPlan

/// Under which title of a page a change stands, in the order in which a reviewer has to look at it.
enum ReviewSection: CaseIterable {
    case endsRecording, blocked, unhealthy, changes, adopted

    /// - Parameter change: one that there is something to say about.
    init(_ change: Change) {
        if change.blocked != nil {
            self = .blocked
        } else if change.endsCapture {
            self = .endsRecording
        } else {
            switch change.action {
            case .noOp: self = .unhealthy
            case .update(_, _, let differences, .adopt) where differences.allSatisfy({ $0.field == nil }): self = .adopted
            case .create, .update, .replace, .delete: self = .changes
            }
        }
    }

    var title: Words {
        switch self {
        case .endsRecording: "Ends recording"
        case .blocked: "Blocked"
        case .unhealthy: "Unhealthy"
        case .changes: "Changes"
        case .adopted: "Adopted"
        }
    }
}
