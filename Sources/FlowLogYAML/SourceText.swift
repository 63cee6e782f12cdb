package import FlowLogModel

/// The text of a file, with the way from bytes to lines and columns.
package final class SourceText {
    /// As messages name it.
    package let path: String
    package let bytes: [UInt8]
    /// Where the text begins: after a byte order mark.
    let start: Int
    /// Whether the text may hold secrets: then neither lines nor words of it are shown.
    private let isConfidential: Bool

    private var lines: LineStarts
    /// The position whose column was counted last: positions are asked for in order, and lines may be long.
    private var counted: (line: Int, offset: Int, column: Int)?
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
        lines = LineStarts(bytes, from: start)
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

    /// `path:line` of a byte, to name a position in a message.
    package func position(of offset: Int) -> String { "\(path):\(line(of: offset))" }

    /// The 1-based line of a byte.
    package func line(of offset: Int) -> Int { lines.line(of: offset) + 1 }

    /// Whether the bytes of a range are this text.
    func has(_ text: UnsafeBufferPointer<UInt8>, at range: Range<Int>) -> Bool {
        range.count == text.count
            && bytes.withUnsafeBufferPointer { UnsafeBufferPointer(rebasing: $0[range]).hasSameBytes(as: text) }
    }

    /// A word of the text between quotes, for a message.
    func quoting(_ text: String) -> String { isConfidential ? "'…'" : quoted(text) }

    /// The comment that begins at a byte or after white space, with its `#`; nil if there is none.
    func comment(after offset: Int) -> String? {
        let rest = bytes[min(offset, bytes.count)...].drop(while: \.isBlank)
        guard rest.first == UInt8(ascii: "#") else { return nil }
        return String(decoding: rest.prefix { !$0.isLineBreak }, as: UTF8.self)
    }

    // MARK: locations

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
        let start = visibleStart(of: range)
        let line = lines.line(of: start)
        let whole = lines.range(of: line)
        let column = column(of: start, inLine: line, from: whole.lowerBound)
        var end = max(start, min(range.upperBound, whole.upperBound))
        while end > start, bytes[end - 1].isBlank { end -= 1 }
        let shown = shownPart(of: whole, around: start)
        return SourceLocation(
            path: path, line: line + 1, column: column, length: max(1, scalars(in: start..<end)), lineText: string(shown),
            omitted: shown.lowerBound == whole.lowerBound ? 0 : column - 1 - scalars(in: shown.lowerBound..<start))
    }

    /// Where a range begins that people see: the line after the last line break has no text, so what is missing there is shown at the end of
    /// the line before.
    private func visibleStart(of range: Range<Int>) -> Int {
        var start = max(min(range.lowerBound, bytes.count), self.start)
        while start == bytes.count, start > self.start, bytes[start - 1].isLineBreak { start -= 1 }
        if start > self.start, start < bytes.count, bytes[start] == 0x0A, bytes[start - 1] == 0x0D { start -= 1 }
        return start
    }

    /// The 1-based column of a byte, counted on from the one before it in the line if that is known.
    private func column(of offset: Int, inLine line: Int, from lineStart: Int) -> Int {
        var known = (line: line, offset: lineStart, column: 1)
        if let counted, counted.line == line, counted.offset <= offset { known = counted }
        let column = known.column + scalars(in: known.offset..<max(known.offset, offset))
        counted = (line, offset, column)
        return column
    }

    /// What is shown of a line: all of it, or of a long one, which may have thousands of findings, what is around this one.
    private func shownPart(of line: Range<Int>, around start: Int) -> Range<Int> {
        if line.count <= 1000 { return line }
        let reach = 500
        var first = max(line.lowerBound, start - reach)
        var end = min(line.upperBound, start + reach)
        while first > line.lowerBound, bytes[first].isContinuation { first -= 1 }
        while end < line.upperBound, bytes[end].isContinuation { end += 1 }
        return first..<end
    }

    private func string(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

    private func scalars(in range: Range<Int>) -> Int { string(range).unicodeScalars.count }
}
