import FlowLogModel

/// The documents of a text, read one after the other while somebody asks for them.
package final class YAMLDocuments: Sequence, IteratorProtocol {
    /// What keeps the text from being read as YAML at all.
    private let refusal: Finding?
    private var composer: Composer?

    package init(of source: SourceText) {
        refusal = source.refusal
        guard refusal == nil else { return }
        let bytes = SurrogatePair.joined(inJSON: source.bytes, from: source.start) ?? source.bytes
        composer = Composer(EventParser(bytes, from: source.start), of: source)
    }

    /// The next document; nil at the end of the text or where it ends early.
    package func next() -> YAMLDocument? { composer?.next() }

    /// What ended the text early, after the last whole document; nil at its end.
    package var failure: Finding? { refusal ?? composer?.failure }
}

extension SourceText {
    /// What keeps the bytes from being read as YAML at all.
    fileprivate var refusal: Finding? {
        if bytes.count > YAMLLimit.fileBytes {
            return Finding(
                code: .limitExceeded, message: "the file is larger than \(YAMLLimit.fileBytes >> 20) MiB",
                help: "split it into several files", range: 0..<1)
        }
        if hasTooManyDirectives {
            return Finding(
                code: .limitExceeded, message: "more than \(YAMLLimit.directives) lines begin with '%'",
                help: "leave them out: nothing here needs directives", range: 0..<1)
        }
        return TextEncoding.wide(bytes).map {
            Finding(code: .yamlSyntax, message: "the file is \($0), not UTF-8", help: TextEncoding.help("", $0), range: 0..<1)
        }
    }

    /// Whether there are so many directives that reading them would take long: libyaml compares each with all others.
    private var hasTooManyDirectives: Bool {
        let percent = UInt8(ascii: "%")
        // Nearly always there is none.
        guard bytes.contains(percent) else { return false }
        var count = 0
        var isAtLineStart = true
        for byte in bytes[start...] {
            if isAtLineStart, byte == percent {
                count += 1
                if count > YAMLLimit.directives { return true }
            }
            isAtLineStart = byte.isLineBreak
        }
        return false
    }
}
