package import FlowLogModel

/// Why it is not clear where stacks act (Contract: Credentials, Regions and projects).
package enum UnclearPlace: Error, Hashable {
    /// An endpoint is the address of one region, and the stacks act in several regions or clouds.
    case severalForOneEndpoint
    /// Nothing names the region of this stack, and the catalog has an address for each.
    case noRegion(DesiredStack)

    /// - Parameter hasEndpoint: whether one given address is called, instead of those of the catalog.
    package static func check(_ stacks: [DesiredStack], hasEndpoint: Bool) throws(UnclearPlace) {
        if hasEndpoint {
            if Set(stacks.map(\.place)).count > 1 { throw .severalForOneEndpoint }
        } else if let stack = stacks.first(where: { $0.region == nil }) {
            throw .noRegion(stack)
        }
    }
}
