/// What stacks claim of the loggers that do not carry their mark.
struct Claims {
    /// The keys that take a logger over, or might once it is settled whose it is: by its id, stack by stack.
    var byID: [String: [(stack: String, keys: [String])]] = [:]
    /// The unmarked loggers among them that are taken over.
    var adopted: Set<String> = []
    /// The loggers of other stacks that keys take over or might have taken: their owners leave them alone.
    var takenOver: Set<String> = []
    /// The loggers whose owner is not settled; they stay as they are.
    var held: Set<String> = []
    /// The stacks that delete what nobody owns.
    var deleters: [String] = []

    mutating func add(_ other: Claims) {
        byID.merge(other.byID) { $0 + $1 }
        adopted.formUnion(other.adopted)
        takenOver.formUnion(other.takenOver)
        held.formUnion(other.held)
        deleters += other.deleters
    }
}
