/// What a storage listed below a prefix.
package struct ObjectListing: Sendable, Hashable {
    /// An object.
    package struct Item: Sendable, Hashable {
        package let name: String
        package let lastModified: Timestamp

        package init(name: String, lastModified: Timestamp) {
            self.name = name
            self.lastModified = lastModified
        }
    }

    package let items: [Item]
    /// Whether there is no more below the prefix.
    package let isWhole: Bool
    /// Whether the container is not there.
    package let isMissing: Bool
    /// By the storage's clock, of the last answer.
    package let date: Timestamp

    package init(_ items: [Item], isWhole: Bool, isMissing: Bool = false, date: Timestamp) {
        self.items = items
        self.isWhole = isWhole
        self.isMissing = isMissing
        self.date = date
    }
}
