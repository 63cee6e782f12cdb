import Glibc

/// The value of one logger field; strings are equal when their UTF-8 bytes are.
package enum FieldValue: Sendable, Hashable {
    case string(String)
    case boolean(Bool)
    case integer(Int)

    /// The text of a string value.
    package var text: String? {
        if case .string(let text) = self { text } else { nil }
    }

    package static func == (left: FieldValue, right: FieldValue) -> Bool {
        switch (left, right) {
        case (.string(let left), .string(let right)): left.hasSameBytes(as: right)
        case (.boolean(let left), .boolean(let right)): left == right
        case (.integer(let left), .integer(let right)): left == right
        default: false
        }
    }

    package func hash(into hasher: inout Hasher) {
        switch self {
        case .string(let text):
            hasher.combine(text.utf8.count)
            text.withBytes { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
        case .boolean(let flag): hasher.combine(flag)
        case .integer(let number): hasher.combine(number)
        }
    }
}

/// Values of logger fields; a field may be absent.
package struct LoggerFields: Sendable, Hashable {
    private var values: [FieldValue?]

    /// No field has a value.
    package init() { values = Array(repeating: nil, count: LoggerField.allCases.count) }

    /// The value of a field, or nil where it is absent.
    package subscript(field: LoggerField) -> FieldValue? {
        get { values[field.rawValue] }
        set { values[field.rawValue] = newValue }
    }

    /// The name of the logger, empty if absent.
    package var name: String { self[.name]?.text ?? "" }

    /// Whether the logger is meant to collect; an absent value means true, as in the API.
    package var isEnabled: Bool { self[.adminStateUp] != .boolean(false) }
}

extension String {
    /// Whether both strings have the same UTF-8 bytes; `==` also takes other Unicode forms of the same text for equal.
    package func hasSameBytes(as other: String) -> Bool { withBytes { bytes in other.withBytes { bytes.hasSameBytes(as: $0) } } }

    /// Calls a function with the UTF-8 bytes where they are.
    @inlinable package func withBytes<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
        utf8.withContiguousStorageIfAvailable(body) ?? Array(utf8).withUnsafeBufferPointer(body)
    }
}

extension UnsafeBufferPointer<UInt8> {
    /// Whether both have the same bytes.
    package func hasSameBytes(as other: Self) -> Bool {
        guard count == other.count, let start = baseAddress, let otherStart = other.baseAddress else { return count == other.count }
        return memcmp(start, otherStart, count) == 0
    }
}
