import FlowLogModel

extension Block {
    /// For a logger that its owner does not want destroyed, although its entry is gone or going.
    static let protected = Block(
        .preventDestroy, "protected: set prevent_destroy to false in its entry (put the entry back if it is gone), apply, then try again")

    /// For a logger of which the mark does not tell all that counts.
    static func unclearMark(_ live: LiveLogger) -> Block? {
        switch live.ownership {
        case .newer(let mark, let words):
            Block(
                .newerMark,
                "the mark of \(mark.owner) on \(live.id) has words that this version does not know ('\(words)'): use a newer flowlogctl")
        case .ambiguous(let marks):
            Block(
                .ambiguousMark,
                "the description of \(live.id) has the marks of \(marks.map(\.owner).listed): take out all but the right one, in the console"
            )
        case .unmarked, .owned, .damaged: nil
        }
    }

    /// For a logger with fields that are not as the API documents.
    static func unreadable(_ live: LiveLogger) -> Block? {
        guard !live.oddFields.isEmpty else { return nil }
        return Block(
            .unreadableFields,
            "in the answer for \(live.id) \(live.oddFields.map(\.text).listed): what cannot be read is not compared, changed or deleted; leave it out with --exclude, or mend it in the console"
        )
    }

    static func idNotFound(_ id: String) -> Block {
        Block(.idNotFound, "no logger has the id \(id): correct it, or remove 'id' to create a logger")
    }

    static func ambiguousName(_ namesakes: [LiveLogger]) -> Block {
        let ids = namesakes.map(\.id).sorted().listed
        return Block(.ambiguousName, "\(namesakes.count) unmarked loggers have this name: pin one with 'id' (\(ids))")
    }

    static func foreignOwner(_ live: LiveLogger, _ mark: OwnerMark) -> Block {
        Block(
            .foreignOwner,
            "\(live.id) has this name and target and belongs to \(mark.owner): remove one of the two entries, or list '\(mark.owner)' in previous_keys to take it over"
        )
    }

    static let releaseWouldDelete = Block(
        .releaseWouldDelete, "once released, the next run would delete it: a stack of this region and project has 'unmanaged: delete'")

    static func contested(_ id: String, by claimants: [String]) -> Block {
        Block(.contested, "\(claimants.sorted().listed) claim the one logger \(id): give all but one another name, or pin ids")
    }

    /// - Parameters:
    ///   - why: what a named resource came to.
    ///   - live: the logger of the key, if there is one.
    ///   - recorded: what that records, if the lists tell.
    static func resourceNotFound(_ why: String, _ live: LiveLogger?, _ recorded: ResourceNames.Recorded?) -> Block {
        let other =
            switch recorded {
            case .called: ", or rename it back"
            case .gone: ", or remove the key"
            case nil: ""
            }
        return Block(.resourceNotFound, "\(why)\(nowRecorded(live, recorded)): correct 'resource' in the manifest\(other)")
    }

    /// The same where there are several.
    /// - Parameter part: of what.
    static func resourceAmbiguous(
        _ why: String, _ part: NamedResource.Part, of resource: NamedResource, _ live: LiveLogger?, _ recorded: ResourceNames.Recorded?
    ) -> Block {
        Block(.resourceAmbiguous, "\(why)\(nowRecorded(live, recorded)): \(choice(of: part, in: resource))")
    }

    private static func choice(of part: NamedResource.Part, in resource: NamedResource) -> String {
        guard part == .port else { return "write the id of the one that is meant as '\(part.name)', or rename the others" }
        let subnet = resource[.subnet] == nil ? (resource[.vpc] == nil ? "'vpc' and 'subnet'" : "'subnet'") : nil
        let address = resource[.ip] == nil && resource[.port] == nil ? "'ip'" : nil
        let more = [subnet, address].compactMap(\.self).joined(separator: ", or ")
        let others = !more.isEmpty ? ", or add \(more)" : resource[.port] != nil ? ", or rename the others" : ""
        return "write {port: ID} with the id of the one that is meant\(others)"
    }

    private static func nowRecorded(_ live: LiveLogger?, _ recorded: ResourceNames.Recorded?) -> String {
        guard let live, let recorded, let id = live.fields[.resourceID]?.text else { return "" }
        return switch recorded {
        case .called(let names): "; what its logger records is now called '\(names.joined(separator: "/"))' (\(id))"
        case .gone: "; what its logger recorded is gone (\(id))"
        }
    }

    /// - Parameter naming: what the key's named resource means, if it names one.
    static func preventDestroy(_ action: Action, _ naming: ResourceNaming?) -> Block? {
        guard case .replace(_, let target, let differences, _) = action, target.isProtected else { return nil }
        if let naming, let names = naming.names, differences.contains(where: { $0.field == .resourceID }) {
            let recorded =
                switch naming.recorded {
                case .called(let names): "'\(names.joined(separator: "/"))'"
                case .gone: "what is gone"
                case nil: "something else"
                }
            return Block(
                .preventDestroy,
                "prevent_destroy refuses to replace it: \(naming.resource) means '\(names.joined(separator: "/"))' now, and it records \(recorded): name that in the manifest to go on recording it; with prevent_destroy false, the next apply ends it"
            )
        }
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
        // A logger that is replaced gets the wanted mark first.
        if case .replace(let live, _, _, _) = action, let mark = target.mark, live.mark != mark {
            length = max(length, live.description(markedBy: mark).unicodeScalars.count)
        }
        guard length > OwnerMark.longestDescription else { return nil }
        return Block(
            .descriptionTooLong,
            "the live description and the mark have \(length) characters, the limit is \(OwnerMark.longestDescription): give a shorter 'description'"
        )
    }

    static func containerMissing(_ url: String) -> Block {
        Block(
            .containerMissing,
            "the container \(url) does not exist: create it, or correct 'storage_url'; --check-storage off goes ahead without asking")
    }

    static func containerNotWritable(_ grant: MissingGrant) -> Block {
        Block(.containerNotWritable, "\(grant.problem): --check-storage on goes ahead all the same, and shows the command that grants it")
    }
}
