/// The lists of an `Inventory` that a run needs.
package struct InventoryLists: OptionSet, Sendable, Hashable {
    package let rawValue: Int

    package init(rawValue: Int) { self.rawValue = rawValue }

    package static let vpcs = InventoryLists(rawValue: 1 << 0)
    package static let subnets = InventoryLists(rawValue: 1 << 1)
    package static let ports = InventoryLists(rawValue: 1 << 2)
    package static let instances = InventoryLists(rawValue: 1 << 3)
}
