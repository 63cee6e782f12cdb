/// One logger as a manifest wants it, defaults applied.
package struct DesiredLogger: Sendable, Hashable {
    /// How a logger is replaced when an immutable field changes (Contract: Apply, Order).
    package enum ReplaceStrategy: String, Sendable, CaseIterable {
        case createFirst = "create_first"
        case deleteFirst = "delete_first"
    }

    /// Its identity within the stack.
    package var key: String
    /// Every field that is compared: the manifest's value, else the API's default. A field without either is absent.
    package var fields: LoggerFields
    /// What it records, by name; then `fields` has kind and id only once it is known what that means (Contract: Resources by name).
    package var resource: NamedResource?
    package var preventDestroy: Bool
    package var replace: ReplaceStrategy
    /// Fields whose live value is taken as desired.
    package var ignoreChanges: LoggerFieldSet
    /// Keys that this logger had before, in this stack or another one.
    package var previousKeys: [PreviousKey]
    /// The live logger to adopt, in lower case.
    package var pinnedID: String?

    package init(
        key: String, fields: LoggerFields, resource: NamedResource? = nil, preventDestroy: Bool = false,
        replace: ReplaceStrategy = .createFirst,
        ignoreChanges: LoggerFieldSet = [], previousKeys: [PreviousKey] = [], pinnedID: String? = nil
    ) {
        self.key = key
        self.fields = fields
        self.resource = resource
        self.preventDestroy = preventDestroy
        self.replace = replace
        self.ignoreChanges = ignoreChanges
        self.previousKeys = previousKeys
        self.pinnedID = pinnedID
    }
}
