import ArgumentParser
import FlowLogModel

/// Which of several runs this is, that share the stacks of the same manifests.
struct ShardOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Only the stacks of this shard: the I-th of N runs that share the work, each with all manifests.", valueName: "i/n"),
        transform: parseShard)
    var shard: Shard?
}

// The parser continues its own message with these words.
private func parseShard(_ text: String) throws -> Shard {
    guard let shard = Shard(text) else { throw ValidationError("must be I/N with I from 1 to N, such as 2/8") }
    return shard
}
