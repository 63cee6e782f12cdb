import FlowLogModel
import FlowLogYAML

extension NodeReader {
    /// Whether a text is a logger key; reports it if it is not.
    func isKey(_ key: String, at node: YAMLNode) -> Bool {
        if Identifier.isKey(key) { return true }
        report(
            .invalidKey, "\(quoted(key)) is not a logger key",
            help: "use at most 63 letters, digits, '.', '_' and '-', beginning with a letter or digit\(key.oddCharacter)", at: node)
        return false
    }
}
