package import FlowLogModel

/// What the named resource of a change means, and what its live logger records now (Contract: Resources by name, Shown).
package struct ResourceNaming: Sendable, Hashable {
    /// As the manifest says it, interpolated.
    package let resource: NamedResource
    /// What it means, from the VPC inwards, as far as the lists tell; nil without an answer.
    package let names: [String]?
    /// What the live logger records; nil if there is none, or the lists do not tell.
    package let recorded: ResourceNames.Recorded?

    package init(_ resource: NamedResource, names: [String]?, recorded: ResourceNames.Recorded?) {
        self.resource = resource
        self.names = names
        self.recorded = recorded
    }
}
