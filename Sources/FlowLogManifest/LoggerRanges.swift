/// The positions of what a manifest says of a logger.
struct LoggerRanges {
    let key: Range<Int>
    /// The own `name` value, if there is one.
    var name: Range<Int>?
    var id: Range<Int>?
    /// Of `previousKeys`, one each.
    var previousKeys: [Range<Int>] = []
}
