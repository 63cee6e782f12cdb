/// What a run reads of each place besides the loggers, which every plan needs.
struct Readings: OptionSet, Sendable {
    let rawValue: Int

    /// The ports that loggers capture.
    static let loggingPorts = Readings(rawValue: 1 << 0)

    /// The containers that loggers are to be made for.
    static let storage = Readings(rawValue: 1 << 1)
}
