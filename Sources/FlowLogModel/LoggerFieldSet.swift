/// A set of logger fields that is as small as a number: every logger of a plan has one.
package struct LoggerFieldSet: Sendable, Hashable, ExpressibleByArrayLiteral {
    private var bits: UInt32 = 0

    package init() {}

    package init(_ fields: some Sequence<LoggerField>) {
        for field in fields { insert(field) }
    }

    package init(arrayLiteral fields: LoggerField...) { self.init(fields) }

    package var isEmpty: Bool { bits == 0 }

    package mutating func insert(_ field: LoggerField) { bits |= 1 << UInt32(field.rawValue) }

    package func contains(_ field: LoggerField) -> Bool { bits & (1 << UInt32(field.rawValue)) != 0 }
}
