import FlowLogModel

/// A text that is equal to another one if its bytes are; strings are equal in different Unicode forms too.
struct ExactText: Hashable {
    private let string: String

    init(_ string: String) { self.string = string }

    static func == (left: ExactText, right: ExactText) -> Bool { left.string.hasSameBytes(as: right.string) }

    func hash(into hasher: inout Hasher) { string.withBytes { hasher.combine(bytes: UnsafeRawBufferPointer($0)) } }
}
