package import FlowLogModel

/// What the named resources of one project and region mean, as far as it was asked (Contract: Resources by name).
package struct ResourceAnswers: Sendable, Hashable {
    /// What a question came to.
    package enum Answer: Sendable, Hashable {
        /// Exactly one object.
        case found(id: String, names: [String])
        /// None: why, for people, without the way out.
        case notFound(String)
        /// Several: why, and what of the question it is that there are several of.
        case ambiguous(String, of: NamedResource.Part)
        /// A list that it needs failed.
        case unknown(StackFailure)
    }

    /// Those that were asked.
    var answers: [NamedResource: Answer] = [:]
    /// What ids are called in the lists that were read.
    var names = ResourceNames()

    /// Nothing was asked.
    package init() {}

    /// What a question came to; nil if it was not asked.
    package subscript(question: NamedResource) -> Answer? { answers[question] }
}

extension DesiredStack {
    /// The stack with what its named resources mean: kind and id of each that was found, and none for the others.
    package func answered(by answers: ResourceAnswers) -> DesiredStack {
        guard loggers.contains(where: { $0.resource != nil }) else { return self }
        var stack = self
        for index in loggers.indices {
            guard let resource = loggers[index].resource else { continue }
            stack.loggers[index].fields[.resourceType] = nil
            stack.loggers[index].fields[.resourceID] = nil
            guard case .found(let id, names: _) = answers[resource] else { continue }
            stack.loggers[index].fields[.resourceType] = .string(resource.kind.rawValue)
            stack.loggers[index].fields[.resourceID] = .string(id)
        }
        return stack
    }
}
