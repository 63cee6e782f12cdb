import CLibYAML

/// libyaml over one text in memory, an event at a time.
final class EventParser {
    /// The event that `advance` read; libyaml wants it, and its parser, at an address that stays.
    let event: UnsafeMutablePointer<yaml_event_t>
    private let parser: UnsafeMutablePointer<yaml_parser_t>
    private var hasEvent = false
    private let bytes: [UInt8]
    private let start: Int
    /// The first byte that libyaml did not ask for yet.
    private var unread: Int
    private var marks: MarkOffsets

    /// - Parameters:
    ///   - bytes: UTF-8.
    ///   - start: where the text begins: after a byte order mark.
    init(_ bytes: [UInt8], from start: Int) {
        self.bytes = bytes
        self.start = start
        unread = start
        marks = MarkOffsets(bytes, from: start)
        parser = .allocate(capacity: 1)
        event = .allocate(capacity: 1)
        parser.initialize(to: yaml_parser_t())
        event.initialize(to: yaml_event_t())
        // It fails only without memory, which Swift does not survive either.
        precondition(yaml_parser_initialize(parser) == 1, "out of memory")
        yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
        // Unretained: the parser calls only while this object reads an event.
        let context = Unmanaged.passUnretained(self).toOpaque()
        yaml_parser_set_input(
            parser,
            { context, buffer, size, count in
                guard let context, let buffer, let count else { return 0 }
                let reader = Unmanaged<EventParser>.fromOpaque(context).takeUnretainedValue()
                count.pointee = reader.read(into: UnsafeMutableRawBufferPointer(start: buffer, count: size))
                return 1
            }, context)
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
            offset: isReaderError ? start + parser.pointee.problem_offset : marks.offset(of: parser.pointee.problem_mark.index))
    }

    /// Gives libyaml the next bytes of the text.
    /// - Returns: how many; 0 at the end.
    private func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
        let part = bytes[unread...].prefix(buffer.count)
        buffer.copyBytes(from: part)
        unread += part.count
        return part.count
    }
}
