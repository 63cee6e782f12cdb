import FlowLogModel

extension Block {
    /// For a logger that its owner does not want destroyed, although its entry is gone or going.
    static let protected = Block(
        .preventDestroy, "protected: set prevent_destroy to false in its entry (put the entry back if it is gone), apply, then try again")

    static func newerMark(_ live: LiveLogger) -> Block? {
        guard case .newer(let mark, let words) = live.ownership else { return nil }
        return Block(
            .newerMark,
            "the mark of \(mark.owner) on \(live.id) has words that this version does not know ('\(words)'): use a newer flowlogctl")
    }

    static func preventDestroy(_ action: Action) -> Block? {
        guard case .replace(_, let target, let differences, _) = action, target.isProtected else { return nil }
        let fields = differences.filter(\.forcesReplacement).map(\.name).joined(separator: ", ")
        return Block(
            .preventDestroy,
            "prevent_destroy refuses to replace it\(fields.isEmpty ? "" : " (\(fields) changed)"): set it to false, or take the change back"
        )
    }

    static func wouldReplace(_ action: Action) -> Block? {
        guard case .replace(let live, _, let differences, _) = action else { return nil }
        let fields = differences.filter(\.forcesReplacement).map(\.name).joined(separator: ", ")
        return Block(
            .adoptWouldReplace,
            "an unmarked logger has this name but differs in \(fields.isEmpty ? "what --replace asks" : fields): pin it with 'id: \(live.id)' to replace it, or change the manifest"
        )
    }

    static func tooLong(_ action: Action) -> Block? {
        guard let target = action.target, !action.differences.isEmpty else { return nil }
        var length = target.markedDescription.unicodeScalars.count
        // A logger that is replaced when it is adopted gets its mark first.
        if case .replace(let live, _, _, _) = action, live.mark == nil, let mark = target.mark {
            length = max(length, mark.appended(to: live.fields[.description]?.text ?? "").unicodeScalars.count)
        }
        guard length > OwnerMark.longestDescription else { return nil }
        return Block(
            .descriptionTooLong,
            "the live description and the mark have \(length) characters, the limit is \(OwnerMark.longestDescription): give a shorter 'description'"
        )
    }
}
