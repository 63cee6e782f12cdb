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
