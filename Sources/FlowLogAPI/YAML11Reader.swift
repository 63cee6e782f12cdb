/// What other clients' readers make of text without quotes. The patterns are made once for a file, since that takes longer than to use them.
struct YAML11Reader {
    private let decimal = #/0|[1-9][0-9]*/#
    private let integer = #/[-+]?(0b[01_]+|0x[0-9a-fA-F_]+|[0-9][0-9_]*(:[0-5]?[0-9])*)/#
    private let fraction = #/[-+]?([0-9][0-9_]*(:[0-5]?[0-9])*)?\.[0-9_]*([eE][-+]?[0-9]+)?|[-+]?\.(inf|nan)/#.ignoresCase()
    private let date = #/[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([Tt \t].*)?/#

    /// Whether it stays as it is where YAML 1.1 is read: neither `no` nor `0123`, which is 83 there; other numbers are the same.
    func isText(_ text: String) -> Bool {
        if text.wholeMatch(of: decimal) != nil { return true }
        if ["yes", "no", "true", "false", "on", "off", "null", "="].contains(text.lowercased()) { return false }
        return text.wholeMatch(of: integer) == nil && text.wholeMatch(of: fraction) == nil && text.wholeMatch(of: date) == nil
    }
}
