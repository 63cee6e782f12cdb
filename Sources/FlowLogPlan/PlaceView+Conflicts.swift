import FlowLogModel

extension PlaceView {
    /// Why a stack cannot be planned although its place could be read: another one would act on the same loggers.
    func conflict(of stack: DesiredStack) -> StackFailure? { rivalry(of: stack) ?? doubleDelete(by: stack) }

    private func rivalry(of stack: DesiredStack) -> StackFailure? {
        guard let rivals = rivals[stack.name] else { return nil }
        let entries = rivals.map { $0.cloud.map { "'\($0)'" } ?? "none (the environment)" }.listed
        let project = live.projectID.map { "lead to project \($0)" } ?? "may lead to one project (the tokens do not say)"
        return StackFailure(
            .configuration,
            "stack '\(stack.name)' is in this run for the clouds \(entries), which \(project) in region \(place.region ?? "-"), so each would own the same loggers: leave out all but one, or correct the entries of clouds.yaml"
        )
    }

    private func doubleDelete(by stack: DesiredStack) -> StackFailure? {
        guard stack.unmanaged == .delete, claims.deleters.count > 1 else { return nil }
        let project = live.projectID.map { "project \($0)" } ?? "what may be one project (the tokens do not say)"
        return StackFailure(
            .configuration,
            "stacks \(claims.deleters.sorted().map { "'\($0)'" }.listed) all say 'unmanaged: delete' for \(project): "
                + "at most one stack of a region and project may delete what nobody owns, whichever entry of clouds.yaml leads there")
    }
}
