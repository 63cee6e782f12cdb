import FlowLogModel

extension SourceText {
    /// Reads all documents of the text, one after the other.
    /// - Returns: what ended the text early, nil at its end.
    func readDocuments(_ body: (Composer.Composed) -> Void) -> Finding? {
        unreadable
            ?? bytes.withUnsafeBufferPointer { bytes in
                let text = UnsafeBufferPointer(rebasing: bytes[start...])
                guard let joined = SurrogatePair.joined(inJSON: text) else { return readDocuments(of: text, body) }
                return joined.withUnsafeBufferPointer { readDocuments(of: $0, body) }
            }
    }

    private func readDocuments(of text: UnsafeBufferPointer<UInt8>, _ body: (Composer.Composed) -> Void) -> Finding? {
        guard let parser = EventParser(text) else { return nil }
        var composer = Composer(parser, of: self)
        while let composed = composer.next() { body(composed) }
        return composer.failure
    }

    /// What keeps the bytes from being read as YAML at all.
    private var unreadable: Finding? {
        if bytes.count > Composer.Limit.fileBytes {
            return Finding(
                code: .limitExceeded, message: "the file is larger than \(Composer.Limit.fileBytes >> 20) MiB",
                help: "split it: a file may hold several stacks, and a run may have several files", range: 0..<1)
        }
        if hasTooManyDirectives {
            return Finding(
                code: .limitExceeded, message: "more than \(Composer.Limit.directives) lines begin with '%'",
                help: "leave them out: no manifest needs directives", range: 0..<1)
        }
        return TextEncoding.wide(bytes).map {
            Finding(code: .yamlSyntax, message: "the file is \($0), not UTF-8", help: TextEncoding.help("", $0), range: 0..<1)
        }
    }

    /// Whether there are so many directives that reading them would take long: libyaml compares each with all others.
    private var hasTooManyDirectives: Bool {
        bytes.withUnsafeBufferPointer { bytes in
            var count = 0
            var index = start
            while count <= Composer.Limit.directives,
                let found = UnsafeBufferPointer(rebasing: bytes[index...]).position(of: UInt8(ascii: "%"))
            {
                let place = index + found
                if place == start || bytes[place - 1] == 0x0A || bytes[place - 1] == 0x0D { count += 1 }
                index = place + 1
            }
            return count > Composer.Limit.directives
        }
    }
}
