package import FlowLogModel

/// Whether containers are checked before loggers are made that write to them: `--check-storage` (Contract: Storage, Before a create).
package enum StorageCheck: String, Sendable, CaseIterable {
    /// Nothing is asked.
    case off
    /// What does not exist blocks; what cannot be written, or is not known, is a warning.
    case on
    /// What cannot be written blocks as well, and what is not known refuses the run.
    case required
}

extension PlanOptions {
    /// What a stack's check is: without the option, whoever names the writer wants to know.
    package func storageCheck(of stack: DesiredStack) -> StorageCheck { storageCheck ?? (stack.storageWriter == nil ? .off : .on) }
}
