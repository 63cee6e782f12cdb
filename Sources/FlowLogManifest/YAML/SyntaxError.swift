import FlowLogModel

extension SyntaxError {
    /// The error in words, with what to do about it.
    func finding(in source: SourceText) -> Finding {
        let start = offset + source.start
        var help = help
        if let context, let contextOffset {
            let line = source.line(of: contextOffset + source.start)
            if line < source.line(of: start) { help += " (\(context) that begins at line \(line))" }
        }
        return Finding(code: .yamlSyntax, message: message, help: help, range: start..<start + 1)
    }

    private var message: String {
        switch problem {
        case "control characters are not allowed": "control characters are not allowed in a file"
        case let text where text.contains("UTF-8 octet"): "not UTF-8 text"
        default: problem
        }
    }

    private var help: String {
        switch problem {
        case "control characters are not allowed": "write it as an escape in double quotes, for example \"\\u0007\""
        case let text where text.contains("UTF-8 octet"): "save the file as UTF-8"
        case "mapping values are not allowed in this context": "check the indentation, and quote a value that contains ': '"
        case "found character that cannot start any token":
            "quote a value that begins with '@', '`' or '%'; indent with spaces, not tabs"
        case let text where text.contains("tab character"): "indent with spaces, not tabs"
        case "did not find expected key": "check the indentation, and the quotes of the lines before"
        case "could not find expected ':'": "a key needs ': ' behind it; check the indentation and the quotes"
        case let text where text.contains("unexpected end of stream"): "close the quote or bracket"
        case "did not find expected ',' or ']'", "did not find expected ',' or '}'": "close the bracket, or put a comma between the items"
        case let text where text.contains("escape"): "write '\\\\' for a backslash, or use single quotes"
        default: "check the indentation and the quotes"
        }
    }
}
