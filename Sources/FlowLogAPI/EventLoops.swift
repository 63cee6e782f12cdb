import NIOCore

/// The threads of the network. One for each core would need descriptors by the hundred on large machines, and calls spend their time
/// waiting.
package enum EventLoops {
    private static let count = 2

    /// How many descriptors they need: each has one for its events, one to be woken, and one for timers.
    package static let descriptors = 3 * count

    /// Must be called before the first call of the process.
    package static func prepare() { NIOSingletons.groupLoopCountSuggestion = count }
}
