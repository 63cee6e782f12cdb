/// How many calls may run at once, so that they never need more descriptors than there are (Contract: Many stacks, Calls at once).
struct CallLimits: Equatable {
    /// In all.
    static let most = 64
    /// While a call connects: its name is looked up, and two addresses of it are tried at the same time.
    private static let descriptorsOfCall = 3

    /// In the whole run.
    let calls: Int
    /// How many hosts may keep the connections of `parallelism` calls open.
    let pools: Int

    /// - Parameters:
    ///   - descriptors: how many files and sockets calls may have open.
    ///   - parallelism: how many calls may run at once to one host.
    init(descriptors: Int, parallelism: Int) {
        calls = min(Self.most, max(descriptors / Self.descriptorsOfCall, 1))
        pools = max(descriptors - calls * Self.descriptorsOfCall, 0) / parallelism
    }
}
