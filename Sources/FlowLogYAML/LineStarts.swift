/// Where the lines of a text begin, found as far as somebody asks: a file without problems is never searched. Lines end with LF, CR LF or CR.
struct LineStarts {
    private let bytes: [UInt8]
    private var starts: [Int]
    /// The first byte that was not searched.
    private var unsearched: Int

    /// - Parameter start: where the first line begins.
    init(_ bytes: [UInt8], from start: Int) {
        self.bytes = bytes
        starts = [start]
        unsearched = start
    }

    /// The line of a byte, 0 for the first.
    mutating func line(of offset: Int) -> Int {
        search(through: offset)
        var low = 0
        var high = starts.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if starts[middle] <= offset { low = middle } else { high = middle }
        }
        return low
    }

    /// The bytes of a line that `line` gave, without what ends it.
    func range(of line: Int) -> Range<Int> {
        let start = starts[line]
        var end = line + 1 < starts.count ? starts[line + 1] : bytes.count
        if end > start, bytes[end - 1] == 0x0A { end -= 1 }
        if end > start, bytes[end - 1] == 0x0D { end -= 1 }
        return start..<end
    }

    /// Finds all lines up to the one with a byte, and where that one ends.
    private mutating func search(through offset: Int) {
        while unsearched < bytes.count, (starts.last ?? 0) <= offset {
            let byte = bytes[unsearched]
            unsearched += 1
            let isWithinCRLF = byte == 0x0D && unsearched < bytes.count && bytes[unsearched] == 0x0A
            if byte.isLineBreak, !isWithinCRLF { starts.append(unsearched) }
        }
    }
}

extension UInt8 {
    /// Whether it is LF or CR.
    var isLineBreak: Bool { self == 0x0A || self == 0x0D }

    /// Whether it is a space or a tab.
    var isBlank: Bool { self == 0x20 || self == 0x09 }

    /// Whether it goes on with a character of UTF-8 that began before.
    var isContinuation: Bool { self & 0xC0 == 0x80 }
}
