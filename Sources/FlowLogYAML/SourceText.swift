package import FlowLogModel

/// The text of a file, with the way from byte offsets to lines and columns.
package final class SourceText {
    /// As the user gave it.
    package let path: String
    package let bytes: [UInt8]
    /// Where the text begins: after a byte order mark.
    let start: Int
    /// Whether the text may hold secrets: then neither lines nor words of it are shown.
    private let isConfidential: Bool

    /// Of the lines up to `scanned`: a file without problems is never searched.
    private var lineStarts: [Int]
    private var scanned: Int
    /// The position found last: positions are asked for in order, and lines may be long.
    private var last: (line: Int, offset: Int, column: Int, text: String?) = (-1, 0, 0, nil)
    /// Many findings may be about one stretch of text.
    private var lastLocation: (range: Range<Int>, location: SourceLocation)?

    /// - Parameters:
    ///   - path: as messages name it.
    ///   - isConfidential: whether the text may hold secrets: then neither lines nor words of it are shown.
    package init(path: String, bytes: [UInt8], isConfidential: Bool = false) {
        self.path = path
        self.isConfidential = isConfidential
        self.bytes = bytes
        start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        lineStarts = [start]
        scanned = start
    }

    /// The findings as diagnostics, by position.
    package func diagnostics(of findings: [Finding]) -> [Diagnostic] {
        let order = findings.indices.sorted {
            (findings[$0].range.lowerBound, $0) < (findings[$1].range.lowerBound, $1)
        }
        return order.map {
            let finding = findings[$0]
            return Diagnostic(finding.code, finding.message, help: finding.help, at: location(of: finding))
        }
    }

    /// Whether the bytes of a range are this text.
    func has(_ text: UnsafeBufferPointer<UInt8>, at range: Range<Int>) -> Bool {
        range.count == text.count
            && bytes.withUnsafeBufferPointer { UnsafeBufferPointer(rebasing: $0[range]).hasSameBytes(as: text) }
    }

    /// A word of the text between quotes, for a message.
    func quoting(_ text: String) -> String { isConfidential ? "'…'" : quoted(text) }

    /// `path:line` of a byte, to name a position in a message.
    package func position(of offset: Int) -> String { "\(path):\(lineIndex(of: offset) + 1)" }

    /// The 1-based line of a byte.
    package func line(of offset: Int) -> Int { lineIndex(of: offset) + 1 }

    /// The comment that begins at a byte or after white space, with its `#`; nil if there is none.
    func comment(after offset: Int) -> String? {
        let rest = bytes[min(offset, bytes.count)...].drop { $0 == 0x20 || $0 == 0x09 }
        guard rest.first == UInt8(ascii: "#") else { return nil }
        return String(decoding: rest.prefix { !Self.isBreak($0) }, as: UTF8.self)
    }

    private func location(of finding: Finding) -> SourceLocation {
        var location: SourceLocation
        if let lastLocation, lastLocation.range == finding.range {
            location = lastLocation.location
        } else {
            location = self.location(of: finding.range)
            lastLocation = (finding.range, location)
        }
        if isConfidential || !finding.showsLine { (location.lineText, location.omitted) = ("", 0) }
        return location
    }

    private func location(of range: Range<Int>) -> SourceLocation {
        var start = max(min(range.lowerBound, bytes.count), self.start)
        // The line after the last line break has no text: what is missing there is shown at the end of the line before.
        while start == bytes.count, start > self.start, Self.isBreak(bytes[start - 1]) { start -= 1 }
        if start > self.start, start < bytes.count, bytes[start] == 0x0A, bytes[start - 1] == 0x0D { start -= 1 }
        let line = lineIndex(of: start)
        let whole = lineStarts[line]..<end(ofLine: line)
        if last.line != line || last.offset > start { last = (line, whole.lowerBound, 1, nil) }
        last.column += scalars(in: last.offset..<max(last.offset, start))
        last.offset = start
        let text = text(of: whole, around: start)
        var end = max(start, min(range.upperBound, whole.upperBound))
        while end > start, bytes[end - 1] == 0x20 || bytes[end - 1] == 0x09 { end -= 1 }
        return SourceLocation(
            path: path, line: line + 1, column: last.column, length: max(1, scalars(in: start..<end)), lineText: text.shown,
            omitted: text.omitted)
    }

    /// What is shown of a line: all of it, or of a long one, which may have thousands of findings, what is around this one.
    private func text(of line: Range<Int>, around start: Int) -> (shown: String, omitted: Int) {
        if line.count <= 1000 {
            let text = last.text ?? string(line)
            last.text = text
            return (text, 0)
        }
        let reach = 500
        var first = max(line.lowerBound, start - reach)
        var end = min(line.upperBound, start + reach)
        while first > line.lowerBound, bytes[first] & 0xC0 == 0x80 { first -= 1 }
        while end < line.upperBound, bytes[end] & 0xC0 == 0x80 { end += 1 }
        return (string(first..<end), last.column - 1 - scalars(in: first..<start))
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
