import FlowLogModel

/// An element of an XML 1.0 document, which escapes what it is given.
struct XMLElement {
    let name: String
    /// In this order; those without a value are left out.
    var attributes: [(name: String, value: String?)] = []
    var children: [XMLElement] = []
    /// Lines of text, instead of children.
    var lines: [String] = []

    /// The whole document, with a line end at its end.
    var document: String { #"<?xml version="1.0" encoding="UTF-8"?>"# + "\n" + rendered(indent: "") }

    private func rendered(indent: String) -> String {
        let start = attributes.reduce(into: "\(indent)<\(name)") { tag, attribute in
            if let value = attribute.value { tag += " \(attribute.name)=\"\(Self.escaped(value))\"" }
        }
        if !lines.isEmpty { return "\(start)>\(lines.map(Self.escaped).joined(separator: "\n"))</\(name)>\n" }
        if children.isEmpty { return "\(start)/>\n" }
        return "\(start)>\n\(children.map { $0.rendered(indent: indent + "  ") }.joined())\(indent)</\(name)>\n"
    }

    /// Text, or the value of an attribute.
    static func escaped(_ text: String) -> String {
        TerminalEscape.escaped(text) { scalar in
            switch scalar {
            case "&": "&amp;"
            case "<": "&lt;"
            case ">": "&gt;"
            case "\"": "&quot;"
            case "'": "&apos;"
            default: nil
            }
        }
    }
}
