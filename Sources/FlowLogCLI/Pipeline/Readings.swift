/// What a run reads of each place beside its loggers, without which nothing can be planned.
struct Readings: OptionSet, Sendable {
    let rawValue: Int

    /// The ports that loggers capture.
    static let loggingPorts = Readings(rawValue: 1 << 0)
}
