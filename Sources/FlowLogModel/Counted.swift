/// A number with its noun: `1 logger`, `2 loggers`.
package func counted(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }

extension [String] {
    /// The first ten, and how many more there are: a message must not grow with what is live.
    package var listed: String {
        let most = 10
        return prefix(most).joined(separator: ", ") + (count > most ? " and \(count - most) more" : "")
    }
}
