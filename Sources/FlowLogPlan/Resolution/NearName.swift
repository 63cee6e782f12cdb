import FlowLogModel

/// A name that may have been meant by one that is not there.
struct NearName {
    /// What to add to a message.
    let words: String

    /// - Parameter names: all that there are, in any order.
    init?(to text: String, among names: some Sequence<String>) {
        let names = names.filter { !$0.isEmpty }.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        // Swift takes texts for equal that differ only in their Unicode form.
        if let twin = names.first(where: { $0 == text }) {
            words = " (there is '\(twin)', which looks the same but has another Unicode form)"
        } else if let twin = names.first(where: { $0.withoutBlanksAround == text.withoutBlanksAround }) {
            words = " (there is '\(twin)', which has other white space at the ends)"
        } else if let near = suggestion(for: text, among: names) {
            words = " (did you mean '\(near)'?)"
        } else {
            return nil
        }
    }
}

extension String {
    fileprivate var withoutBlanksAround: Substring {
        var rest = self[...]
        while rest.first?.isWhitespace ?? false { rest.removeFirst() }
        while rest.last?.isWhitespace ?? false { rest.removeLast() }
        return rest
    }
}
