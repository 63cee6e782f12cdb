package import FlowLogModel

/// A stack with what is live where it acts, or why that is not known.
package struct PlanInput: Sendable {
    /// What the manifest wants.
    package let stack: DesiredStack
    /// What is live where it acts.
    package let live: Result<LiveState, StackFailure>

    package init(_ stack: DesiredStack, _ live: Result<LiveState, StackFailure>) {
        self.stack = stack
        self.live = live
    }
}
