package import FlowLogModel

/// What selectors of options mean in a run: each must mean something, and one thing only (Contract: Many stacks, One stack in many clouds).
package struct SelectorMeanings {
    /// A key of a stack in a cloud; the regions of the stack are not told apart.
    private struct Meaning: Hashable {
        let cloud: String?
        let stack: String
        let key: String
    }

    private let selectors: [KeySelector]
    private var meanings: [String: Set<Meaning>]
    /// How selectors of the stacks of other shards begin: what is live there is not known here.
    private var elsewhere: Set<String> = []
    /// The clouds of each stack, of which one need not be named.
    private var clouds: [String: Set<String?>] = [:]

    /// - Parameters:
    ///   - options: have the selectors.
    ///   - stacks: all that were loaded, whether or not the run plans them.
    ///   - plan: has the loggers that no manifest has; nil before it is made.
    package init(_ options: PlanOptions, in stacks: [DesiredStack], _ plan: Plan? = nil) {
        selectors = options.targets + options.excludes + options.replaces
        meanings = Dictionary(selectors.map { ($0.text, []) }, uniquingKeysWith: { first, _ in first })
        guard !selectors.isEmpty else { return }
        for stack in stacks {
            let place = stack.place
            for logger in stack.loggers { add(stack.name, place, logger.key) }
            if !options.actsFor(stack) { elsewhere.formUnion(KeySelector.texts(stack: stack.name, in: place, key: "")) }
        }
        for change in plan?.changes ?? [] {
            for key in change.keys { add(change.stack, change.place, key) }
        }
    }

    private mutating func add(_ stack: String, _ place: Place, _ key: String) {
        clouds[stack, default: []].insert(place.cloud)
        for text in KeySelector.texts(stack: stack, in: place, key: key) {
            meanings[text]?.insert(Meaning(cloud: place.cloud, stack: stack, key: key))
        }
    }

    /// Selectors that match no logger, neither a wanted nor a live one, in any shard.
    package var unmatched: [KeySelector] { unknown.filter { !mayBeElsewhere($0) } }

    /// Selectors that match none of these loggers, and maybe a live one of another shard (Contract: Many stacks, Shards).
    package var undecided: [KeySelector] { unknown.filter(mayBeElsewhere) }

    private var unknown: [KeySelector] { selectors.filter { meanings[$0.text]?.isEmpty ?? true } }

    /// A key has no slash, so what is before one names a stack; a key alone may be of any.
    private func mayBeElsewhere(_ selector: KeySelector) -> Bool {
        let stack = selector.text.utf8.lastIndex(of: UInt8(ascii: "/")).map { selector.text[...$0] } ?? ""
        return elsewhere.contains(String(stack))
    }

    /// Selectors that mean several loggers, each with selectors that mean one.
    package var ambiguous: [(selector: KeySelector, meanings: [String])] {
        var seen: Set<KeySelector> = []
        return selectors.filter { seen.insert($0).inserted }.compactMap { selector in
            guard let found = meanings[selector.text], found.count > 1 else { return nil }
            return (selector, found.map(name).sorted())
        }
    }

    private func name(_ meaning: Meaning) -> String {
        let isInSeveral = (clouds[meaning.stack]?.count ?? 0) > 1
        return StackNames.name(
            "\(meaning.stack)/\(meaning.key)", in: Place(cloud: meaning.cloud, region: nil), withCloud: isInSeveral)
    }
}
