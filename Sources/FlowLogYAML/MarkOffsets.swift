/// The way from libyaml's marks, which count characters, to bytes. Marks come almost in order, so each step is short.
struct MarkOffsets {
    private let bytes: [UInt8]
    private let start: Int
    private let isASCII: Bool
    private var character = 0
    private var byte: Int

    /// - Parameters:
    ///   - bytes: UTF-8.
    ///   - start: the byte of character 0.
    init(_ bytes: [UInt8], from start: Int) {
        self.bytes = bytes
        self.start = start
        isASCII = bytes[start...].reduce(0, |) < 0x80
        byte = start
    }

    mutating func offset(of index: Int) -> Int {
        if isASCII { return min(start + index, bytes.count) }
        while character < index, byte < bytes.count {
            byte += 1
            while byte < bytes.count, bytes[byte].isContinuation { byte += 1 }
            character += 1
        }
        while character > index, byte > start {
            byte -= 1
            while byte > start, bytes[byte].isContinuation { byte -= 1 }
            character -= 1
        }
        return byte
    }
}
