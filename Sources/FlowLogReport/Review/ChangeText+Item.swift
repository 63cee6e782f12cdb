import FlowLogModel
import FlowLogPlan

extension ChangeText {
    /// Its line on a page, and its details.
    /// - Parameters:
    ///   - outcomes: what becomes of it, from the longest to the shortest way of saying so.
    ///   - headline: of its details.
    ///   - lines: its details.
    ///   - brief: what of them stays when there is too much.
    func item(_ outcomes: [Shown], headline: Shown, lines: [Shown], brief: [Shown], isNeverCut: Bool) -> ReviewItem {
        ReviewItem(
            sign: sign, name: nameOnPage, target: target, outcomes: outcomes.map { "\(directory)\($0)" },
            lines: [headline] + lines.map { "    \($0)" }, brief: [headline] + brief.map { "    \($0)" }, isNeverCut: isNeverCut)
    }

    /// What is done, or how it is, with the change itself, and with less of it.
    func outcomes(_ word: Shown) -> [Shown] {
        (change.blocked.map { ["\($0.message)"] } ?? facts).map { $0.isEmpty ? word : "\(word): \($0)" }
    }

    private var sign: ReviewItem.Sign {
        guard change.blocked == nil else { return .changes }
        return switch change.action {
        case .create: .comes
        case .delete: .goes
        case .update, .replace: ReviewSection(change) == .adopted ? .stays : .changes
        case .noOp: .changes
        }
    }

    /// The name, and of several loggers with one key the beginning of the id.
    private var nameOnPage: Shown {
        guard change.isDuplicate, let id = change.action.live?.id else { return name.cut(toWidth: 64) }
        return "\(name) \(Shown(shortID: id))"
    }

    private var target: Shown {
        let target: Shown? =
            if change.action.live == nil, let naming = change.naming {
                "\(naming.resource.kind.rawValue) \(naming.wanted ?? Shown(naming.resource.description))"
            } else {
                (change.action.live?.fields ?? change.action.target?.fields).map { fields in
                    Recording(fields).shortTarget(called: change.naming?.recorded == .gone ? nil : change.naming?.live)
                }
            }
        return target?.cut(toWidth: change.naming == nil ? 24 : 40) ?? ""
    }

    /// Where the rows go of a logger that comes or goes.
    private var directory: Shown {
        let fields: LoggerFields? =
            switch change.action {
            case .create(let target): target.fields
            case .delete(let live, _): live.fields
            case .noOp, .update, .replace: nil
            }
        return fields.map { "-> \(Recording($0).directory.cut(toWidth: 48))  " } ?? ""
    }

    /// What else there is to say in a few words, and in fewer.
    private var facts: [Shown] {
        let ill = [illness].compactMap(\.self)
        // What a name means now is what a reviewer decides by: it is never left out.
        let names = change.action.differences.map { difference in
            difference.field == .resourceID ? change.naming?.move ?? Shown(difference.name) : Shown(difference.name)
        }
        switch change.action {
        case .noOp: return [Self.listed(ill)]
        case .create: return [Self.listed(createdRows, ", "), ""]
        case .update where ReviewSection(change) == .adopted: return [Self.listed(ill)]
        case .update: return [shortDifferences, names].map { Self.listed([Self.listed($0, ", ")] + ill) }
        case .replace(let live, let target, _, let reason):
            let why: [Shown] = reason == .byRequest ? ["requested with --replace"] : []
            let collection = Shown(Self.collection(live, target))
            return [shortDifferences, names].flatMap { differences in
                let what = Self.listed(why + differences, ", ")
                return [[what, collection] + ill, [what] + ill].map { Self.listed($0) }
            }
        case .delete(let live, let reason):
            let state: [Shown] = live.fields.isEnabled ? ill : ["switched off"]
            let moved: [Shown] =
                switch change.heir {
                case .key(let key): ["renamed to \(key)?"]
                case .stack(let stack): ["moved to stack \(stack)?"]
                case nil: []
                }
            return [Self.listed([Self.shortly(reason)] + moved + state)]
        }
    }

    /// What differs, with the beginnings of ids and with directories, where these tell the values apart.
    private var shortDifferences: [Shown] {
        change.action.differences.map { difference in
            let whole = Self.arrow(difference)
            guard let field = difference.field, let live = change.action.live, let target = change.action.target else { return whole }
            let (before, after) = (Recording(live.fields), Recording(target.fields))
            let short: (Shown, Shown)? =
                switch field {
                case .resourceID: (change.naming?.live ?? before.shortID, change.naming?.wanted ?? after.shortID)
                case .storageURL: (before.directory, after.directory)
                default: nil
                }
            guard let short, short.0 != short.1 else { return whole }
            return "\(field.apiName): \(short.0) -> \(short.1)"
        }
    }

    private static func listed(_ parts: [Shown], _ separator: Shown = "; ") -> Shown {
        parts.filter { !$0.isEmpty }.joined(separator: separator)
    }

    /// Without ids, which are in the details.
    private static func shortly(_ reason: Action.DeleteReason) -> Shown {
        if case .superseded = reason { "another logger is kept for this key" } else { why(reason) }
    }
}
