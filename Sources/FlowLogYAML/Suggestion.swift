import FlowLogModel

extension String {
    /// `; 'е' is U+0435`, of the first character that is not ASCII; nothing if all are.
    package var oddCharacter: String {
        guard let odd = unicodeScalars.first(where: { !$0.isASCII }) else { return "" }
        let digits = String(odd.value, radix: 16, uppercase: true)
        return "; \(quoted(String(odd))) is U+\(String(repeating: "0", count: max(0, 4 - digits.count)))\(digits)"
    }
}

/// `did you mean 'X'?`, else all that is possible.
package func help(for text: String, among names: [String], otherwise label: String) -> String {
    if let name = suggestion(for: text, among: names) { return "did you mean '\(name)'?" }
    return "\(label): \(names.joined(separator: ", "))"
}
