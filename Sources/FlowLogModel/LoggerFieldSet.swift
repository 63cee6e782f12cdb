/// A set of logger fields that is as small as a number: every logger of a plan has one.
package struct LoggerFieldSet: Sendable, Hashable {
    private var bits: UInt32 = 0

    /// No field.
    package init() {}

    /// Adds a field; one that is there already changes nothing.
    package mutating func insert(_ field: LoggerField) { bits |= 1 << UInt32(field.rawValue) }

    /// Whether the field was inserted.
    package func contains(_ field: LoggerField) -> Bool { bits & (1 << UInt32(field.rawValue)) != 0 }
}
