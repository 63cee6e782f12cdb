import FlowLogModel
import Glibc

/// Looks at text by bytes, by the C library's means: a manifest has hundreds of thousands of scalars.
extension UnsafeBufferPointer<UInt8> {
    init(_ text: StaticString) { self.init(start: text.utf8Start, count: text.utf8CodeUnitCount) }

    func holds(_ byte: UInt8) -> Bool { position(of: byte) != nil }

    /// Where a byte is first; nil if it is nowhere.
    func position(of byte: UInt8) -> Int? {
        guard let start = baseAddress, let found = memchr(start, Int32(byte), count) else { return nil }
        return UnsafeRawPointer(found) - UnsafeRawPointer(start)
    }

    /// Whether a text is somewhere in it.
    func contains(_ text: StaticString) -> Bool {
        var rest = self
        while let index = rest.position(of: text.utf8Start.pointee) {
            rest = Self(rebasing: rest[index...])
            if rest.starts(with: text) { return true }
            rest = Self(rebasing: rest.dropFirst())
        }
        return false
    }

    func starts(with prefix: StaticString) -> Bool { Self(rebasing: self.prefix(prefix.utf8CodeUnitCount)).hasSameBytes(as: Self(prefix)) }
}
