import FlowLogModel

extension Shown {
    /// The beginning of a UUID, `7b1e5a3e…`, where other things matter more; any other text whole.
    init(shortID id: String) {
        self = Identifier.isUUID(id) ? "\(String(decoding: id.utf8.prefix(8), as: UTF8.self))…" : Shown(id)
    }
}
