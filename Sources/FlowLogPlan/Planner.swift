package import FlowLogModel

/// A stack with what is live where it acts, or why that is not known.
package struct PlanInput: Sendable {
    package let stack: DesiredStack
    package let live: Result<LiveState, StackFailure>

    package init(_ stack: DesiredStack, _ live: Result<LiveState, StackFailure>) {
        self.stack = stack
        self.live = live
    }
}

/// Computes what apply would do. A function: the same inputs give the same plan, whatever the order of stacks and lists.
/// - Parameters:
///   - inputs: the manifests' stacks.
///   - options: selections and limits.
/// - Returns: the plan, safety checked.
package func makePlan(_ inputs: [PlanInput], options: PlanOptions = PlanOptions()) -> Plan {
    var regions: [[String?]: RegionView] = [:]
    for input in inputs {
        guard case .success(let live) = input.live else { continue }
        regions[live.place, default: RegionView(live, purpose: options.purpose)].add(input.stack)
    }
    let planned = inputs.sorted { $0.stack.precedes($1.stack) }.compactMap { input in
        switch input.live {
        case .success(let live): regions[live.place].map { StackPlanner(stack: input.stack, region: $0, options: options).plan() }
        case .failure(let failure): (StackPlan(stack: input.stack, failure: failure), [])
        }
    }
    let places = regions.values.sorted { ($0.live.region ?? "", $0.live.projectID ?? "") < ($1.live.region ?? "", $1.live.projectID ?? "") }
    let warnings = places.flatMap(\.warnings) + planned.flatMap(\.warnings)
    guard options.purpose == .reconcile else {
        return Plan(stacks: planned.map(\.plan), options: options, unmanaged: places.flatMap(\.unmanaged), warnings: warnings)
    }
    let changes = Dictionary(grouping: planned.map(\.plan)) { [$0.stack.region, $0.projectID] }
    let twins = places.flatMap { region in
        Twins.warnings(of: changes[region.live.place, default: []].flatMap(\.changes), among: region.live)
    }
    return Plan(stacks: planned.map(\.plan), options: options, unmanaged: places.flatMap(\.unmanaged), warnings: warnings + twins)
}

extension DesiredStack {
    fileprivate func precedes(_ other: DesiredStack) -> Bool {
        name == other.name ? (region ?? "") < (other.region ?? "") : name < other.name
    }
}

extension StackPlan {
    fileprivate init(stack: DesiredStack, failure: StackFailure) {
        self.init(stack: stack, failure: failure, projectID: nil, listed: [], foreignCount: 0, changes: [], refusal: nil)
    }
}

extension LiveState {
    fileprivate var place: [String?] { [region, projectID] }
}
