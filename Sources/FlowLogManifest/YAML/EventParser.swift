import CLibYAML

/// libyaml over one text in memory: an event at a time, at fixed addresses.
final class EventParser {
    /// The event that `advance` read.
    let event: UnsafeMutablePointer<yaml_event_t>
    private let parser: UnsafeMutablePointer<yaml_parser_t>
    private var marks: MarkOffsets
    private var hasEvent = false

    /// Nil for a buffer without bytes.
    /// - Parameter bytes: UTF-8 without a byte order mark; must outlive the parser.
    init?(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard let base = bytes.baseAddress, !bytes.isEmpty else { return nil }
        marks = MarkOffsets(bytes)
        parser = .allocate(capacity: 1)
        event = .allocate(capacity: 1)
        parser.initialize(to: yaml_parser_t())
        event.initialize(to: yaml_event_t())
        // It fails only without memory, which Swift does not survive either.
        precondition(yaml_parser_initialize(parser) == 1, "out of memory")
        yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
        yaml_parser_set_input_string(parser, base, bytes.count)
    }

    deinit {
        if hasEvent { yaml_event_delete(event) }
        yaml_parser_delete(parser)
        event.deallocate()
        parser.deallocate()
    }

    /// Reads the next event; false if the text is not YAML.
    func advance() -> Bool {
        if hasEvent { yaml_event_delete(event) }
        hasEvent = yaml_parser_parse(parser, event) == 1
        return hasEvent
    }

    /// The bytes that the event spans.
    func range() -> Range<Int> {
        let start = marks.offset(of: event.pointee.start_mark.index)
        return start..<max(start, marks.offset(of: event.pointee.end_mark.index))
    }

    /// Why `advance` failed.
    func failure() -> SyntaxError {
        let isReaderError = parser.pointee.error == YAML_READER_ERROR
        return SyntaxError(
            isEncodingError: isReaderError && parser.pointee.problem.map { String(cString: $0) } != SyntaxError.controlCharacter,
            problem: parser.pointee.problem.map { String(cString: $0) } ?? "not YAML",
            context: parser.pointee.context.map { String(cString: $0) },
            contextOffset: parser.pointee.context.map { _ in marks.offset(of: parser.pointee.context_mark.index) },
            offset: isReaderError ? parser.pointee.problem_offset : marks.offset(of: parser.pointee.problem_mark.index))
    }
}

/// What libyaml says about text that is not YAML.
struct SyntaxError {
    /// What libyaml says about a control character.
    static let controlCharacter = "control characters are not allowed"

    /// Whether the bytes are not UTF-8.
    let isEncodingError: Bool
    let problem: String
    let context: String?
    let contextOffset: Int?
    let offset: Int
}

/// The way from libyaml's marks, which count characters, to bytes. Marks come almost in order, so each step is short.
private struct MarkOffsets {
    private let bytes: UnsafeBufferPointer<UInt8>
    private let isASCII: Bool
    private var character = 0
    private var byte = 0

    init(_ bytes: UnsafeBufferPointer<UInt8>) {
        self.bytes = bytes
        isASCII = bytes.reduce(0, |) < 0x80
    }

    mutating func offset(of index: Int) -> Int {
        if isASCII { return min(index, bytes.count) }
        while character < index, byte < bytes.count {
            byte += 1
            while byte < bytes.count, bytes[byte] & 0xC0 == 0x80 { byte += 1 }
            character += 1
        }
        while character > index, byte > 0 {
            byte -= 1
            while byte > 0, bytes[byte] & 0xC0 == 0x80 { byte -= 1 }
            character -= 1
        }
        return byte
    }
}
