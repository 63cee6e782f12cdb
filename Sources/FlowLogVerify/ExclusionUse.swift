package import FlowLogModel
package import FlowLogPlan

/// What became of an exclusion of a manifest (Contract: Coverage, Exclusions).
package struct ExclusionUse: Sendable, Hashable {
    package enum State: Sendable, Hashable {
        /// It holds for so many ports.
        case holds(ports: Int)
        /// What it names is not there, or is several things: why.
        case unused(String)
        /// Its last day is over.
        case expired
    }

    /// The stack that has it.
    package let stack: String
    package let exclusion: CoverageWish.Exclusion
    package let state: State

    package init(stack: String, exclusion: CoverageWish.Exclusion, state: State) {
        self.stack = stack
        self.exclusion = exclusion
        self.state = state
    }
}

extension Exclusions {
    /// What the stacks of one region and project leave out, and what became of each of their exclusions.
    /// - Parameters:
    ///   - stacks: in the order of the report.
    ///   - answers: what their names mean.
    ///   - today: in UTC.
    ///   - ports: those of the project.
    /// - Throws: if a list that a name needs failed.
    package static func resolved(
        of stacks: [DesiredStack], _ answers: ResourceAnswers, today: Day, among ports: [Port]
    ) throws(StackFailure) -> (exclusions: Exclusions, uses: [ExclusionUse]) {
        var all = Exclusions()
        var uses: [ExclusionUse] = []
        for stack in stacks {
            for exclusion in stack.coverage?.exclusions ?? [] {
                var own = Exclusions()
                var problem: String?
                switch exclusion.ports {
                case .deviceOwner(let owner):
                    own.add(deviceOwner: owner)
                    if !ports.contains(where: own.hold) { problem = "no port has the device_owner '\(owner)'" }
                case .resource(let resource):
                    switch answers[resource] {
                    case .found(let id, names: _): own.add(resource.kind, id: id)
                    case .notFound(let why), .ambiguous(let why, of: _): problem = why
                    case .unknown(let failure): throw failure
                    case nil: problem = "\(resource) was not looked for"
                    }
                }
                let isOver = exclusion.until.map { $0 < today } ?? false
                let state: ExclusionUse.State =
                    isOver ? .expired : problem.map { .unused($0) } ?? .holds(ports: ports.count(where: own.hold))
                if case .holds = state { all.add(own) }
                uses.append(ExclusionUse(stack: stack.name, exclusion: exclusion, state: state))
            }
        }
        return (all, uses)
    }

    private mutating func add(_ other: Exclusions) {
        vpcs.formUnion(other.vpcs)
        subnets.formUnion(other.subnets)
        ports.formUnion(other.ports)
        deviceOwners.formUnion(other.deviceOwners)
    }
}
