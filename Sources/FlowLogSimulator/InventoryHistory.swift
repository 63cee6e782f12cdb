import FoundationEssentials

/// The inventory as it is, and as readers that lag may still see it.
struct InventoryHistory: Sendable {
    private(set) var present: Inventory
    /// The oldest first.
    private var past: [(until: Date, inventory: Inventory)] = []
    /// How far back a read may look.
    private let memory: Duration

    init(_ inventory: Inventory, memory: Duration) {
        present = inventory
        self.memory = memory
    }

    /// What was there at a time, at most `memory` ago.
    func at(_ time: Date) -> Inventory { past.first { $0.until > time }?.inventory ?? present }

    mutating func change(at now: Date, _ body: (inout Inventory) throws -> Void) rethrows {
        let before = present
        try body(&present)
        past.removeAll { $0.until <= now.addingTimeInterval(-memory.timeInterval) }
        if memory > .zero { past.append((now, before)) }
    }
}
