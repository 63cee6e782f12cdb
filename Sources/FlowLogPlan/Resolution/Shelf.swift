import FlowLogModel

/// The objects of one list that can be meant, found by name and by id.
struct Shelf<Object: NetworkObject> {
    /// Those of the project, by id.
    let own: [Object]
    private let byName: [FieldValue: [Object]]
    /// Those that others share are here too: an id cannot be mistaken.
    private let byID: [String: Object]
    /// What no name means: what others share, and what is external.
    private let others: [Object]
    /// By field, the first of the project's that does not have it.
    private let lacking: [String: Object]

    /// - Parameter project: whose objects count; nil if only those that say nothing do.
    init(_ objects: [Object], of project: ProjectID?) {
        let usable = objects.filter { !$0.owner.isExternal }.sorted { $0.id < $1.id }
        own = usable.filter { $0.owner.projectID.map { $0 == project } ?? true }
        byName = Dictionary(grouping: own.filter { $0.name != nil }) { .string($0.name ?? "") }
        let shared = usable.filter { $0.owner.isShared && $0.owner.projectID.map { $0 != project } ?? false }
        byID = Dictionary((own + shared).map { ($0.id.lowercased(), $0) }, uniquingKeysWith: { first, _ in first })
        others = shared + objects.filter(\.owner.isExternal).sorted { $0.id < $1.id }
        lacking = Dictionary(own.flatMap { object in object.missing.map { ($0, object) } }, uniquingKeysWith: { first, _ in first })
    }

    /// Makes sure that every object says something that a question needs, and one of others too if it is asked for by its id.
    /// - Parameter text: the id or name that is asked for.
    /// - Throws: if one does not: it might be the one that is looked for.
    func require(_ field: String, asking text: String? = nil) throws(Miss) {
        let asked = text.flatMap { Identifier.isUUID($0) ? byID[$0.lowercased()] : nil }
        guard let odd = lacking[field] ?? asked.flatMap({ $0.missing.contains(field) ? $0 : nil }) else { return }
        throw .unknown(
            StackFailure(
                .api, "the list of \(Object.noun)s does not say the \(field) of \(odd.id): what is meant by name cannot be found out"))
    }

    /// The one object that a text means.
    /// - Parameters:
    ///   - text: an id if it has the form of a UUID, else a name.
    ///   - place: what `isInside` asks for, in words.
    ///   - detail: what tells objects of one name apart; nil for what they say themselves.
    func one(
        _ text: String, inside place: String? = nil, _ isInside: (Object) -> Bool = { _ in true }, detail: ((Object) -> String)? = nil
    ) throws(Miss) -> Object {
        let place = place.map { " of \($0)" } ?? ""
        guard !Identifier.isUUID(text) else {
            let found = byID[text.lowercased()].map { [$0] } ?? []
            return try Miss.one(
                found.filter(isInside), none: "no \(Object.noun)\(place) has the id \(text)", hint: notMeant(text, isInside),
                several: { "\($0) \(Object.noun)s have the id \(text)" })
        }
        let found = (byName[.string(text)] ?? []).filter(isInside)
        return try Miss.one(
            found, none: "no \(Object.noun)\(place) is called '\(text)'",
            hint: notMeant(text, isInside) ?? NearName(to: text, among: own.lazy.filter(isInside).compactMap(\.name))?.words,
            several: { "\($0) \(Object.noun)s\(place) are called '\(text)'" }, detail: detail ?? \.detail)
    }

    /// Why something is not meant that the console shows.
    private func notMeant(_ text: String, _ isInside: (Object) -> Bool) -> String? {
        guard
            let other = others.first(where: {
                isInside($0) && ($0.id.lowercased() == text.lowercased() || $0.name?.hasSameBytes(as: text) ?? false)
            })
        else { return nil }
        return other.owner.isExternal
            ? " (\(other.id) is external: no logger records it)"
            : " (another project shares one of that name: write its id, \(other.id))"
    }

    /// The same for what is nowhere inside.
    func one(_ text: String, detail: @escaping (Object) -> String) throws(Miss) -> Object {
        try one(text, inside: nil, { _ in true }, detail: detail)
    }
}
