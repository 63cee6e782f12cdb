import FlowLogModel
import Glibc

extension UnsafeBufferPointer<UInt8> {
    /// Whether a text is somewhere in it.
    /// - Parameter text: not empty.
    func contains(_ text: String) -> Bool {
        text.withBytes { text in
            var rest = self
            while let first = text.first, rest.count >= text.count, let start = rest.baseAddress,
                let found = memchr(start, Int32(first), rest.count - text.count + 1)
            {
                rest = Self(rebasing: rest[(UnsafeRawPointer(found) - UnsafeRawPointer(start))...])
                if Self(rebasing: rest.prefix(text.count)).hasSameBytes(as: text) { return true }
                rest = Self(rebasing: rest.dropFirst())
            }
            return false
        }
    }
}
