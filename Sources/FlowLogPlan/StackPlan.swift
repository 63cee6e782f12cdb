package import FlowLogModel

/// The part of a plan that belongs to one stack in one place.
package struct StackPlan: Sendable, Hashable {
    /// What the manifest wants.
    package let stack: DesiredStack
    /// Whether the plan has the stack for other clouds of the region too, so that the cloud tells people which one this is.
    package let isNamedWithCloud: Bool
    /// Why nothing is known of it, so that it has no changes.
    package let failure: StackFailure?
    /// The token's project, nil if unknown.
    package let projectID: ProjectID?
    /// `LiveState.service`, for whoever lists again.
    package let service: String?
    /// All of the project's loggers that it was planned from, by id.
    package let listed: [LiveLogger]
    /// What its named resources were found to mean, for whoever plans again.
    package let answers: ResourceAnswers
    /// How many loggers other stacks own.
    package let foreignCount: Int
    /// By key, then id; loggers without a key last.
    package let changes: [Change]
    /// Why apply refuses its changes; nil if it does not.
    package let refusal: Refusal?
}

extension DesiredStack {
    /// Which no other stack of a run has.
    var address: KeyAddress { KeyAddress(place: place, stack: name, key: nil) }
}

extension StackPlan {
    /// What people call it: its name, with the cloud in front where only that tells it from others of its region.
    package var name: String { StackNames.name(stack.name, in: stack.place, withCloud: isNamedWithCloud) }

    /// Which no other stack of the plan has.
    package var address: KeyAddress { stack.address }

    /// What is known of a stack for which nothing is done.
    var withoutChanges: StackPlan {
        StackPlan(
            stack: stack, isNamedWithCloud: isNamedWithCloud, failure: failure, projectID: projectID, service: service, listed: [],
            answers: answers, foreignCount: foreignCount, changes: [],
            refusal: nil)
    }

    /// A stack for which nothing is done, of which only the manifest is known.
    init(ofNeighbour stack: DesiredStack) {
        self.init(
            stack: stack, isNamedWithCloud: false, failure: nil, projectID: nil, service: nil, listed: [], answers: ResourceAnswers(),
            foreignCount: 0, changes: [],
            refusal: nil)
    }

    /// Nothing is known of the stack.
    init(stack: DesiredStack, isNamedWithCloud: Bool, failure: StackFailure) {
        self.init(
            stack: stack, isNamedWithCloud: isNamedWithCloud, failure: failure, projectID: nil, service: nil, listed: [],
            answers: ResourceAnswers(), foreignCount: 0, changes: [], refusal: nil)
    }
}
