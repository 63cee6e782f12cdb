import FlowLogModel

/// A stack, with the positions of what its document says.
struct LoadedStack {
    var desired: DesiredStack
    /// The value of `stack`; nil if it is not a name.
    let nameRange: Range<Int>?
    /// Of `desired.previousStacks`, one each.
    var previousStackRanges: [Range<Int>] = []
    /// Of `desired.released`, one each.
    var releasedRanges: [Range<Int>] = []
    /// Of `desired.loggers`, one each.
    var ranges: [LoggerRanges] = []
}
