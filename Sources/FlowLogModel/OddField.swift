/// A field of an answer that is not what the guide says.
package struct OddField: Sendable, Hashable {
    /// The API's name.
    package let name: String
    /// What the guide says it is: `a string`.
    package let expected: String
    /// What is there instead; nil where nothing is.
    package let value: JSONValue?

    package init(name: String, expected: String, value: JSONValue?) {
        self.name = name
        self.expected = expected
        self.value = value
    }

    /// What is wrong with it, for messages.
    package var text: String { value.map { "'\(name)' should be \(expected), is \($0.kind)" } ?? "'\(name)' is missing" }
}
