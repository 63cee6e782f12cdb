/// Decides which faults hit a call; with the same seed and the same calls, the same ones.
struct FaultInjector: Sendable {
    private let faults: [Fault]
    private let seed: UInt64
    /// How many calls each fault has matched.
    private var matches: [Int]

    init(_ faults: [Fault], seed: UInt64) {
        self.faults = faults
        self.seed = seed
        matches = faults.map { _ in 0 }
    }

    /// The faults that hit this call, in the order they were given.
    mutating func next(for call: Call) -> [Fault] {
        var hits: [Fault] = []
        for (index, fault) in faults.enumerated() where fault.matches(call) {
            matches[index] += 1
            guard fault.calls.contains(matches[index]), chance(index, matches[index]) < fault.probability else { continue }
            hits.append(fault)
        }
        return hits
    }

    /// From 0 to below 1. Each fault has a sequence of its own, so that calls it does not match change nothing for it.
    private func chance(_ fault: Int, _ match: Int) -> Double {
        let random = Self.mixed(Self.mixed(seed &+ UInt64(fault)) &+ UInt64(match))
        return Double(random >> 11) * 0x1p-53
    }

    /// One step of SplitMix64 (Steele, Lea and Flood 2014).
    private static func mixed(_ state: UInt64) -> UInt64 {
        var mixed = state &+ 0x9e37_79b9_7f4a_7c15
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }
}
