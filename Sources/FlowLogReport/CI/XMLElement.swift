/// An element of an XML 1.0 document.
struct XMLElement {
    let name: Words
    /// In this order.
    var attributes: [(name: Words, value: Shown)] = []
    var children: [XMLElement] = []
    /// Lines of text, instead of children.
    var lines: [Shown] = []

    /// The whole document, with a line end at its end.
    var document: MarkupText { "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\(rendered(indent: ""))" }

    private func rendered(indent: Words) -> MarkupText {
        let attributes = attributes.map { name, value -> MarkupText in " \(name)=\"\(value)\"" }.joined()
        let start: MarkupText = "\(indent)<\(name)\(attributes)"
        let text = lines.map { MarkupText("\($0)") }.joined(separator: "\n")
        if !lines.isEmpty { return "\(start)>\(text)</\(name)>\n" }
        if children.isEmpty { return "\(start)/>\n" }
        return "\(start)>\n\(children.map { $0.rendered(indent: "\(indent)  ") }.joined())\(indent)</\(name)>\n"
    }
}
