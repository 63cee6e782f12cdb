import FlowLogModel

extension SourceText {
    /// Reads all documents of the text, one after the other.
    /// - Returns: what ended the text early, nil at its end.
    func readDocuments(_ body: (Composer.Composed) -> Void) -> Finding? {
        unreadable
            ?? bytes.withUnsafeBufferPointer { bytes in
                guard let parser = EventParser(UnsafeBufferPointer(rebasing: bytes[start...])) else { return nil }
                var composer = Composer(parser, of: self)
                while let composed = composer.next() { body(composed) }
                return composer.failure
            }
    }

    /// What keeps the bytes from being read as YAML at all.
    private var unreadable: Finding? {
        if bytes.count > Composer.Limit.fileBytes {
            return Finding(
                code: .limitExceeded, message: "the file is larger than \(Composer.Limit.fileBytes >> 20) MiB",
                help: "split it: a file may hold several stacks, and a run may have several files", range: 0..<1)
        }
        if bytes.starts(with: [0xFE, 0xFF]) || bytes.starts(with: [0xFF, 0xFE]) {
            return Finding(code: .yamlSyntax, message: "the file is UTF-16, not UTF-8", help: "save the file as UTF-8", range: 0..<1)
        }
        return nil
    }
}
