import FlowLogModel

/// Computes what apply would do. A function: the same inputs give the same plan, whatever the order of stacks and lists.
/// - Parameters:
///   - inputs: the manifests' stacks; those of other shards only take part in whose logger is whose.
///   - options: selections and limits.
/// - Returns: the plan, safety checked.
package func makePlan(_ inputs: [PlanInput], options: PlanOptions = PlanOptions()) -> Plan {
    let inputs = inputs.sorted { $0.stack.precedes($1.stack) }
    var found: [Place: PlaceView] = [:]
    for input in inputs {
        guard case .success(let live) = input.live else { continue }
        let place = input.stack.place
        found[place, default: PlaceView(place, live, purpose: options.purpose)].add(input.stack)
    }
    var views = found.values.sorted { $0.place.precedes($1.place) }
    let services = SharedService.all(in: views.map(\.live))
    services.shareClaims(of: &views)
    services.findRivals(in: &views)
    let stacks = inputs.map(\.stack)
    let names = StackNames(stacks)
    let selection = Selection(options)
    let namesakes = Dictionary(grouping: stacks, by: \.place).mapValues(Namesakes.init)
    let byPlace = Dictionary(uniqueKeysWithValues: views.map { ($0.place, $0) })
    let reviews = Dictionary(
        inputs.compactMap { input in StorageReview(input, options).map { (input.stack.address, $0) } },
        uniquingKeysWith: { first, _ in first })
    let planned: [(plan: StackPlan, warnings: [Plan.Warning])] = inputs.compactMap { input in
        let stack = input.stack
        let needsCloud = names.needCloud(for: stack.name, in: stack.place)
        func failed(_ failure: StackFailure) -> StackPlan { StackPlan(stack: stack, isNamedWithCloud: needsCloud, failure: failure) }
        if case .failure(let failure) = input.live { return (failed(failure), []) }
        guard let view = byPlace[stack.place], let namesakes = namesakes[stack.place] else { return nil }
        if let conflict = view.conflict(of: stack) { return (failed(conflict), []) }
        return StackPlanner(
            stack: stack, answers: input.answers, storage: reviews[stack.address], view: view, options: options, selection: selection,
            namesakes: namesakes, isNamedWithCloud: needsCloud
        ).plan()
    }
    let own = planned.filter { options.actsFor($0.plan.stack) }
    let neighbours = own.count == planned.count ? [] : planned.map(\.plan).filter { !options.actsFor($0.stack) }
    let places = Set(own.map(\.plan.stack.place))
    let shown = views.filter { places.contains($0.place) }
    var warnings = shown.flatMap(\.warnings) + own.flatMap(\.warnings)
    if options.purpose == .reconcile {
        let changes = Dictionary(grouping: own.map(\.plan)) { $0.stack.place }
        let others = Dictionary(grouping: neighbours) { $0.stack.place }
        warnings += shown.flatMap { view in
            let own = changes[view.place, default: []].flatMap(\.changes)
            return Twins.warnings(ofNamed: own)
                + Twins.warnings(of: own, beside: others[view.place, default: []].flatMap(\.changes), among: view.live)
        }
        warnings += StorageReview.warnings(own.compactMap { plan, _ in reviews[plan.address].map { ($0, plan.changes) } })
    }
    return Plan(
        stacks: own.map(\.plan), options: options, unmanaged: SharedService.all(in: shown.map(\.live)).unmanaged(in: shown),
        warnings: warnings, neighbours: neighbours.map(\.withoutChanges))
}

extension Place {
    /// The order in which places stand in a plan.
    func precedes(_ other: Place) -> Bool { (region ?? "", cloud ?? "") < (other.region ?? "", other.cloud ?? "") }
}

extension DesiredStack {
    /// The order in which stacks stand in a plan.
    func precedes(_ other: DesiredStack) -> Bool { name == other.name ? place.precedes(other.place) : name < other.name }
}
