import FlowLogModel

/// Computes what apply would do. A function: the same inputs give the same plan, whatever the order of stacks and lists.
/// - Parameters:
///   - inputs: the manifests' stacks; those of other shards only take part in whose logger is whose.
///   - options: selections and limits.
/// - Returns: the plan, safety checked.
package func makePlan(_ inputs: [PlanInput], options: PlanOptions = PlanOptions()) -> Plan {
    let inputs = inputs.sorted { $0.stack.precedes($1.stack) }
    var views: [Place: PlaceView] = [:]
    for input in inputs {
        guard case .success(let live) = input.live else { continue }
        views[input.stack.place, default: PlaceView(live, purpose: options.purpose)].add(input.stack)
    }
    shareClaims(of: &views)
    let stacks = inputs.map(\.stack)
    let planned: [(plan: StackPlan, warnings: [Plan.Warning])] = inputs.compactMap { input in
        if case .failure(let failure) = input.live { return (StackPlan(stack: input.stack, failure: failure), []) }
        guard let view = views[input.stack.place] else { return nil }
        if let failure = view.conflict(of: input.stack) { return (StackPlan(stack: input.stack, failure: failure), []) }
        return StackPlanner(stack: input.stack, view: view, options: options, stacks: stacks).plan()
    }
    let own = planned.filter { options.actsFor($0.plan.stack) }
    let neighbours = own.count == planned.count ? [] : planned.map(\.plan).filter { !options.actsFor($0.stack) }
    let places = Set(own.map(\.plan.stack.place))
    let ordered = views.filter { places.contains($0.key) }.sorted { $0.key.precedes($1.key) }
    let inOrder = ordered.map(\.value)
    var warnings = inOrder.flatMap(\.warnings) + own.flatMap(\.warnings)
    if options.purpose == .reconcile {
        let changes = Dictionary(grouping: own.map(\.plan)) { $0.stack.place }
        let others = Dictionary(grouping: neighbours) { $0.stack.place }
        warnings += ordered.flatMap { place, view in
            Twins.warnings(
                of: changes[place, default: []].flatMap(\.changes), beside: others[place, default: []].flatMap(\.changes),
                among: view.live)
        }
    }
    return Plan(
        stacks: own.map(\.plan), options: options, unmanaged: unmanaged(in: inOrder), warnings: warnings,
        neighbours: neighbours.map(\.withoutChanges))
}

/// Lets places know each other's claims where entries of clouds.yaml may have led to the same loggers, which shows only after the login:
/// what a stack takes over there, no other one may delete.
private func shareClaims(of views: inout [Place: PlaceView]) {
    guard views.count > 1 else { return }
    let own = views.sorted { $0.key.precedes($1.key) }
    for (place, view) in own {
        for (other, otherView) in own where other != place && view.live.mayBeSame(as: otherView.live) {
            views[place]?.claims.add(otherView.claims)
        }
    }
}

/// The loggers that nobody owns, each once although several places may show it.
private func unmanaged(in views: [PlaceView]) -> [Plan.UnmanagedLogger] {
    views.indices.flatMap { index in
        let earlier = views[..<index].filter { $0.live.mayBeSame(as: views[index].live) }
        let shown = Set(earlier.flatMap { $0.live.loggers.map(\.id) })
        return views[index].unmanaged.filter { !shown.contains($0.live.id) }
    }
}

extension Place {
    fileprivate func precedes(_ other: Place) -> Bool { (region ?? "", cloud ?? "") < (other.region ?? "", other.cloud ?? "") }
}

extension PlaceView {
    /// Why a stack that deletes what nobody owns cannot be planned: another one does too, for what may be the same project.
    fileprivate func conflict(of stack: DesiredStack) -> StackFailure? {
        guard stack.unmanaged == .delete, claims.deleters.count > 1 else { return nil }
        let project = live.projectID.map { "project \($0)" } ?? "what may be one project (the tokens do not say)"
        return StackFailure(
            .configuration,
            "stacks '\(claims.deleters.sorted().joined(separator: "', '"))' all say 'unmanaged: delete' for \(project): "
                + "at most one stack of a region and project may delete what nobody owns, whichever entry of clouds.yaml leads there")
    }
}

extension DesiredStack {
    fileprivate func precedes(_ other: DesiredStack) -> Bool {
        name == other.name ? (region ?? "") < (other.region ?? "") : name < other.name
    }
}
