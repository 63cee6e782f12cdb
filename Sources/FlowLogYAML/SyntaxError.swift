import FlowLogModel

/// What libyaml says about text that is not YAML.
struct SyntaxError {
    /// What libyaml says about a control character.
    static let controlCharacter = "control characters are not allowed"

    /// Whether the bytes are not UTF-8.
    let isEncodingError: Bool
    let problem: String
    /// What was being read, and where it begins.
    let context: String?
    let contextOffset: Int?
    let offset: Int

    /// The error in words, with what to do about it.
    func finding(in source: SourceText) -> Finding {
        var start = offset
        // libyaml names the byte that does not continue a character; what is wrong is the character's first byte.
        if problem.contains("trailing"), let lead = source.bytes[..<start].suffix(3).lastIndex(where: { $0 >= 0xC0 }) { start = lead }
        var help = help(source.bytes, start)
        if let context, let contextOffset {
            let line = source.line(of: contextOffset)
            if line < source.line(of: start) { help += " (\(context) that begins at line \(line))" }
        }
        return Finding(code: .yamlSyntax, message: message, help: help, range: start..<start + 1)
    }

    private var message: String {
        switch problem {
        case _ where isEncodingError: "not UTF-8 text"
        case Self.controlCharacter: "control characters are not allowed in a file"
        default: problem
        }
    }

    private func help(_ bytes: [UInt8], _ start: Int) -> String {
        if isEncodingError { return TextEncoding.help(bytes, at: start) }
        if problem == "found invalid Unicode character escape code" { return SurrogatePair.help(bytes, at: start) }
        if bytes.indices.contains(start), bytes[start] == 0x09 { return "indent with spaces, not tabs" }
        let words = [problem, context ?? ""]
        return Self.helps.first { needle, _ in words.contains { $0.contains(needle) } }?.help ?? "check the indentation and the quotes"
    }

    /// What to do, by words of the problem or of what was being read; the first that fits counts.
    private static let helps: [(words: String, help: String)] = [
        (controlCharacter, "write it as an escape in double quotes, for example \"\\u0007\""),
        ("mapping values are not allowed", "check the indentation, and quote a value that contains ': '"),
        ("mapping keys are not allowed", "check the indentation, and quote text that begins with '? '"),
        ("block sequence entries are not allowed", "put the list below its key, an item a line, or write '[first, second]'"),
        ("cannot start any token", "quote a value that begins with '@', '`' or '%'"),
        ("tab character", "indent with spaces, not tabs"),
        ("incompatible YAML document", "write '%YAML 1.2', or leave the line out"),
        ("directive", "leave out the line that begins with '%': nothing here needs it"),
        ("<document start>", "check the indentation and the brackets; another document begins with a line '---'"),
        ("document indicator", "close the quote before the line that begins with '---' or '...'"),
        ("expected key", "check the indentation, and the quotes of the lines before"),
        ("expected ':'", "a key needs ': ' after it; check the indentation and the quotes"),
        ("unexpected ':'", "put a space after ':', or quote the text"),
        ("end of stream", "close the quote or bracket"),
        ("expected ',' or", "close the bracket, or put a comma between the items"),
        ("expected '-' indicator", "check the indentation: the items of a list begin with '- ', one below the other"),
        ("node content", "give the value that belongs here, or quote the text"),
        ("escape", "write '\\\\' for a backslash, or use single quotes"),
        ("hexdecimal", "write '\\\\' for a backslash, or use single quotes"),
        ("scanning an a", "a name after '&' or '*' has letters, digits, '-' and '_'; quote text that begins with one of them"),
        ("tag", "leave the tag out: the field says what its value is; quote text that begins with '!'"),
        ("indentation indicator", "write '|' or '>' alone, or with a digit from 1 to 9"),
        ("block scalar", "begin the text on the line below '|' or '>'; quote text that begins with one of them"),
    ]
}
