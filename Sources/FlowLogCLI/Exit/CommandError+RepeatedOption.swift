extension CommandError {
    /// Options that say which plan or which part of the work is meant: of several, the parser would take the last one in silence.
    private static let single = ["--plan", "--out", "--shard"]

    /// The error for one of them that is given twice; nil if none is.
    init?(repeatedOptionIn arguments: [String]) {
        let options = arguments.prefix { $0 != "--" }
        func count(_ name: String) -> Int { options.count { $0 == name || $0.hasPrefix("\(name)=") } }
        guard let name = Self.single.first(where: { count($0) > 1 }) else { return nil }
        self.init(.usage, "\(name) is given \(count(name)) times, and a run takes one", help: "run the command once for each")
    }
}
