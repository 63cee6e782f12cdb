package import FlowLogModel

/// What was found of the containers that a run asked for, in one place; one that is not among them is not checked.
package typealias StorageFacts = [StorageContainer: ContainerFinding]
