import Glibc

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
