import FlowLogModel

/// A stack, and where its document says what.
struct LoadedStack {
    var desired: DesiredStack
    /// The value of `stack`; nil if it is no name.
    let nameRange: Range<Int>?
    /// Of `desired.loggers`, one each.
    var ranges: [LoggerRanges] = []
}

/// Where a manifest says what of a logger.
struct LoggerRanges {
    let key: Range<Int>
    /// The own `name` value, if there is one.
    var name: Range<Int>?
    var id: Range<Int>?
    /// Of `previousKeys`, one each.
    var previousKeys: [Range<Int>] = []
}
