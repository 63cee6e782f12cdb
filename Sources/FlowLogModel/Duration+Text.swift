extension Duration {
    /// `500ms`, `30s` or `10m`, as options are written.
    package var text: String {
        let milliseconds = components.seconds * 1000 + components.attoseconds / 1_000_000_000_000_000
        guard milliseconds.isMultiple(of: 1000) else { return "\(milliseconds)ms" }
        let seconds = milliseconds / 1000
        return seconds > 0 && seconds.isMultiple(of: 60) ? "\(seconds / 60)m" : "\(seconds)s"
    }
}
