/// How many actions ended in which way.
package struct EndingCounts: Sendable, Hashable {
    private var counts: [Ending: Int] = [:]

    package init() {}

    package subscript(ending: Ending) -> Int { counts[ending] ?? 0 }

    package mutating func add(_ ending: Ending) { counts[ending, default: 0] += 1 }
}
