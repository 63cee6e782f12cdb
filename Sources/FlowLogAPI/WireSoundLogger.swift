import FlowLogModel

/// One logger in the answer to a call about it alone, which must be what the guide says: it is compared before it is written to.
struct WireSoundLogger: Decodable {
    let logger: LiveLogger

    init(from decoder: any Decoder) throws {
        logger = try WireLogger(from: decoder).logger
        if let odd = logger.oddFields.first { throw try WireObject(decoder).malformed(odd.text) }
    }
}
