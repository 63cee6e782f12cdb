/// An instance as the compute service's list has it (Service facts: The network's inventory).
package struct Instance: Sendable, Hashable {
    package var id: String
    /// Nil if the list does not say.
    package var name: String?

    package init(id: String, name: String? = nil) {
        self.id = id
        self.name = name
    }
}
