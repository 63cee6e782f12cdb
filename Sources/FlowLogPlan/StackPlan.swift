package import FlowLogModel

/// The part of a plan that belongs to one stack in one region.
package struct StackPlan: Sendable, Hashable {
    /// What the manifest wants.
    package let stack: DesiredStack
    /// Why nothing is known of it, so that it has no changes.
    package let failure: StackFailure?
    /// The token's project, nil if unknown.
    package let projectID: ProjectID?
    /// `LiveState.service`, for whoever lists again.
    package let service: String?
    /// All of the project's loggers that it was planned from, by id.
    package let listed: [LiveLogger]
    /// How many loggers other stacks own.
    package let foreignCount: Int
    /// By key, then id; loggers without a key last.
    package let changes: [Change]
    /// Why apply refuses its changes; nil if it does not.
    package let refusal: Refusal?
}

extension StackPlan {
    /// What is known of a stack for which nothing is done.
    var withoutChanges: StackPlan {
        StackPlan(
            stack: stack, failure: failure, projectID: projectID, service: service, listed: [], foreignCount: foreignCount, changes: [],
            refusal: nil)
    }

    /// A stack for which nothing is done, of which only the manifest is known.
    init(ofNeighbour stack: DesiredStack) {
        self.init(
            stack: stack, failure: nil, projectID: nil, service: nil, listed: [], foreignCount: 0, changes: [], refusal: nil)
    }

    /// Nothing is known of the stack.
    init(stack: DesiredStack, failure: StackFailure) {
        self.init(
            stack: stack, failure: failure, projectID: nil, service: nil, listed: [], foreignCount: 0, changes: [], refusal: nil)
    }
}
