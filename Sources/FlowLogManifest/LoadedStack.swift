import FlowLogModel

/// A stack, with the positions of what its document says.
struct LoadedStack {
    var desired: DesiredStack
    /// The value of `stack`; nil if it is not a name.
    let nameRange: Range<Int>?
    /// Of `desired.loggers`, one each.
    var ranges: [LoggerRanges] = []
}

/// The positions of what a manifest says of a logger.
struct LoggerRanges {
    let key: Range<Int>
    /// The own `name` value, if there is one.
    var name: Range<Int>?
    var id: Range<Int>?
    /// Of `previousKeys`, one each.
    var previousKeys: [Range<Int>] = []
}
