import ArgumentParser
import FlowLogModel
import FlowLogPlan

/// What a run is called, wherever the results of several runs meet.
struct RunLabelOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("What metrics and Markdown pages call this run, to tell several apart (default: the paths).", valueName: "text"))
    var runLabel: String?

    func validate() throws {
        if runLabel == "" { throw ValidationError("--run-label must not be empty") }
    }

    /// The label; one over 200 characters is cut, and a hash then tells it from others.
    /// - Parameter shard: ends it, since runs that share the work have the same paths and options.
    func label(_ paths: [String], _ shard: Shard? = nil) -> String {
        let name = runLabel ?? paths.joined(separator: " ")
        let text = shard.map { "\(name) shard \($0)" } ?? name
        let scalars = text.unicodeScalars
        guard scalars.count > 200 else { return text }
        return "\(String(String.UnicodeScalarView(scalars.prefix(187))))-\(Checksum.sha256(Array(text.utf8)).prefix(12))"
    }
}
