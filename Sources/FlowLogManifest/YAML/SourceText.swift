import FlowLogModel

/// The text of a file, with the way from byte offsets to lines and columns.
final class SourceText {
    let path: String
    let bytes: [UInt8]
    /// Where the text begins: behind a byte order mark.
    let start: Int
    /// Whether the text may hold secrets: then neither lines nor words of it are shown.
    private let isConfidential: Bool

    /// Of the lines up to `scanned`: a file without problems is never searched.
    private var lineStarts: [Int]
    private var scanned: Int
    /// The place found last: places are asked for in order, and lines may be long.
    private var last = (line: 0, offset: 0, column: 0, text: "")

    init(path: String, bytes: [UInt8], isConfidential: Bool = false) {
        self.path = path
        self.isConfidential = isConfidential
        self.bytes = bytes
        start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        lineStarts = [start]
        scanned = start
    }

    /// The findings as diagnostics, by position.
    func diagnostics(of findings: [Finding]) -> [Diagnostic] {
        let order = findings.indices.sorted {
            (findings[$0].range.lowerBound, $0) < (findings[$1].range.lowerBound, $1)
        }
        return order.map {
            let finding = findings[$0]
            return Diagnostic(finding.code, finding.message, help: finding.help, at: location(of: finding.range))
        }
    }

    /// Whether the bytes of a range are this text.
    func has(_ text: UnsafeBufferPointer<UInt8>, at range: Range<Int>) -> Bool {
        range.count == text.count
            && bytes.withUnsafeBufferPointer { UnsafeBufferPointer(rebasing: $0[range]).hasSameBytes(as: text) }
    }

    /// A word of the text between quotes, for a message.
    func quoting(_ text: String) -> String { isConfidential ? "'…'" : quoted(text) }

    /// `path:line` of a byte, to name a place in a message.
    func place(of offset: Int) -> String { "\(path):\(lineIndex(of: offset) + 1)" }

    /// The 1-based line of a byte.
    func line(of offset: Int) -> Int { lineIndex(of: offset) + 1 }

    /// Whether what follows on the line is a comment that looks like a template of the API: `#{year}`.
    func hasTemplateComment(behind offset: Int) -> Bool {
        bytes[min(offset, bytes.count)...].drop { $0 == 0x20 || $0 == 0x09 }.starts(with: "#{".utf8)
    }

    private func location(of range: Range<Int>) -> SourceLocation {
        var start = max(min(range.lowerBound, bytes.count), self.start)
        // The line behind the last line break has no text: what is missing there is shown at the end of the line before.
        while start == bytes.count, start > self.start, Self.isBreak(bytes[start - 1]) { start -= 1 }
        if start > self.start, start < bytes.count, bytes[start] == 0x0A, bytes[start - 1] == 0x0D { start -= 1 }
        let line = lineIndex(of: start)
        let lineEnd = end(ofLine: line)
        if last.line != line || last.offset > start || last.column == 0 {
            let text = last.column > 0 && last.line == line ? last.text : string(lineStarts[line]..<lineEnd)
            last = (line, lineStarts[line], 1, text)
        }
        last.column += scalars(in: last.offset..<max(last.offset, start))
        last.offset = start
        var end = max(start, min(range.upperBound, lineEnd))
        while end > start, bytes[end - 1] == 0x20 || bytes[end - 1] == 0x09 { end -= 1 }
        return SourceLocation(
            path: path, line: line + 1, column: last.column, length: max(1, scalars(in: start..<end)),
            lineText: isConfidential ? "" : last.text)
    }

    private func end(ofLine line: Int) -> Int {
        var end = line + 1 < lineStarts.count ? lineStarts[line + 1] : bytes.count
        if end > lineStarts[line], bytes[end - 1] == 0x0A { end -= 1 }
        if end > lineStarts[line], bytes[end - 1] == 0x0D { end -= 1 }
        return end
    }

    private func string(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

    private func scalars(in range: Range<Int>) -> Int { string(range).unicodeScalars.count }

    private func lineIndex(of offset: Int) -> Int {
        findLines(through: offset)
        var low = 0
        var high = lineStarts.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if lineStarts[middle] <= offset { low = middle } else { high = middle }
        }
        return low
    }

    /// Finds all lines up to the one with a byte, and where that one ends. Lines end with LF, CR LF or CR.
    private func findLines(through offset: Int) {
        while scanned < bytes.count, (lineStarts.last ?? 0) <= offset {
            let byte = bytes[scanned]
            scanned += 1
            if Self.isBreak(byte), byte == 0x0A || scanned == bytes.count || bytes[scanned] != 0x0A { lineStarts.append(scanned) }
        }
    }

    private static func isBreak(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }
}
