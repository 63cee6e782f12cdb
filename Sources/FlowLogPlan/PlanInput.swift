package import FlowLogModel

/// A stack with what is live where it acts, or why that is not known.
package struct PlanInput: Sendable {
    /// What the manifest wants, with what its named resources mean.
    package let stack: DesiredStack
    /// What is live where it acts.
    package let live: Result<LiveState, StackFailure>
    /// What was asked of the network.
    package let answers: ResourceAnswers
    /// What was asked of the object storage; nil if nothing was, which blocks nothing.
    package var storage: StorageFacts?

    package init(
        _ stack: DesiredStack, _ live: Result<LiveState, StackFailure>, _ answers: ResourceAnswers = ResourceAnswers(),
        storage: StorageFacts? = nil
    ) {
        self.stack = stack.answered(by: answers)
        self.live = live
        self.answers = answers
        self.storage = storage
    }
}
