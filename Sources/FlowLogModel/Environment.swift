/// The variables of a process. A value is bytes, and not all bytes are text that could be sent or shown.
package struct Environment: Sendable, ExpressibleByDictionaryLiteral {
    private var texts: [String: String]
    /// Variables whose values are not UTF-8.
    private var undecodable: Set<String>

    /// A variable whose value cannot be used; the description names it, and quotes nothing of its value.
    package struct Unusable: Error, Hashable, CustomStringConvertible {
        package let description: String
        /// What to do about it, without a full stop.
        package let help: String
    }

    /// - Parameters:
    ///   - texts: the variables whose values are text.
    ///   - undecodable: the names of the others.
    package init(_ texts: [String: String], undecodable: Set<String> = []) {
        self.texts = texts
        self.undecodable = undecodable
    }

    package init(dictionaryLiteral elements: (String, String)...) {
        self.init(Dictionary(elements) { $1 })
    }

    /// A variable that only changes how things look: nil if it is unset or not text.
    package subscript(name: String) -> String? { texts[name] }

    /// A variable that may hold any text; nil if it is unset.
    /// - Throws: if it is not UTF-8 (Contract: Credentials).
    package func text(_ name: String) throws(Unusable) -> String? {
        guard undecodable.contains(name) else { return texts[name] }
        throw Unusable(description: "\(name) is not UTF-8 text", help: "set it again in a terminal or file whose encoding is UTF-8")
    }

    /// A variable that names or opens something, so that its value is one line; nil if it is unset or empty.
    /// - Throws: if it is not UTF-8, or has something invisible in it that comes from files of other systems.
    package func setting(_ name: String) throws(Unusable) -> String? {
        guard let text = try text(name), !text.isEmpty else { return nil }
        if let flaw = InvisibleFlaw(in: text) { throw Unusable(description: "\(name) \(flaw.problem)", help: flaw.help) }
        return text
    }

    /// The first of several settings that is set.
    /// - Throws: as `setting`.
    package func first(_ names: String...) throws(Unusable) -> (name: String, value: String)? {
        for name in names {
            if let value = try setting(name) { return (name, value) }
        }
        return nil
    }
}
