/// How many actions ended in which way.
package struct EndingCounts: Sendable, Hashable {
    private var counts: [Ending: Int] = [:]

    package init() {}

    /// How many actions ended so.
    package subscript(ending: Ending) -> Int { counts[ending] ?? 0 }

    /// Counts one more.
    package mutating func add(_ ending: Ending) { counts[ending, default: 0] += 1 }
}
