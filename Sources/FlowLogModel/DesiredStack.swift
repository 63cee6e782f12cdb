/// One manifest document: the loggers that a stack wants in one region.
package struct DesiredStack: Sendable, Hashable {
    /// What happens to live loggers that no stack owns (Contract: Whose logger is it, What is left over).
    package enum Unmanaged: String, Sendable, CaseIterable {
        case report, delete
    }

    /// The owner name.
    package var name: String
    /// The region it acts in, in upper case, from the manifest, the option, the cloud or the environment; nil if none says.
    package var region: String?
    /// The entry of clouds.yaml that the manifest or the option names.
    package var cloud: String?
    /// The project that credentials must belong to, if the manifest guards it.
    package var projectID: ProjectID?
    package var unmanaged: Unmanaged
    /// Names that this stack had before (Contract: Whose logger is it, Moving between stacks).
    package var previousStacks: [String]
    /// Keys that it lets go: their loggers live on, unmarked.
    package var released: [String]
    /// `safety.max_deletes`, nil for the default (Contract: Safety).
    package var maxDeletes: DeleteLimit?
    /// What it wants of the coverage of where it acts; nil if it says nothing.
    package var coverage: CoverageWish?
    /// The account that is to write to its containers, `storage.writer`; nil if nobody said which.
    package var storageWriter: StorageWriter?
    /// In the order of the manifest; keys are unique.
    package var loggers: [DesiredLogger]

    package init(
        name: String, region: String? = nil, cloud: String? = nil, projectID: ProjectID? = nil, unmanaged: Unmanaged = .report,
        previousStacks: [String] = [], released: [String] = [], maxDeletes: DeleteLimit? = nil, coverage: CoverageWish? = nil,
        storageWriter: StorageWriter? = nil, loggers: [DesiredLogger] = []
    ) {
        self.name = name
        self.region = region
        self.cloud = cloud
        self.projectID = projectID
        self.unmanaged = unmanaged
        self.previousStacks = previousStacks
        self.released = released
        self.maxDeletes = maxDeletes
        self.coverage = coverage
        self.storageWriter = storageWriter
        self.loggers = loggers
    }
}
