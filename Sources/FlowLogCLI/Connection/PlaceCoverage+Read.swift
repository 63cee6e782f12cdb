import FlowLogAPI
import FlowLogApply
import FlowLogModel
import FlowLogPlan
import FlowLogVerify

extension PlaceCoverage.Found {
    /// Lists what coverage is worked out from: all at the same time, and what is recorded once more if something looks open, since the lists
    /// are of different moments (Contract: Coverage).
    /// - Parameters:
    ///   - stacks: those of the place, for what they leave out.
    ///   - today: in UTC.
    /// - Throws: what stopped one of the lists.
    init(of place: Place, _ stacks: [DesiredStack], today: Day, through session: Session) async throws {
        let questions = stacks.flatMap { $0.coverage?.exclusions ?? [] }.compactMap { exclusion in
            if case .resource(let resource) = exclusion.ports { resource } else { nil }
        }
        let lists = questions.reduce(into: [.vpcs, .subnets, .ports] as InventoryLists) { $0.formUnion($1.lists) }
        let client = try await session.client(region: place.region)
        let tokensProject = try await session.projectID()
        // What a manifest says is proved below.
        let projectID = tokensProject ?? stacks.lazy.compactMap(\.projectID).first
        async let listed = Recorded(of: place, client, tokensProject)
        var inventory = await Inventory(lists, region: place.region, projectID: projectID, through: session)
        let first = try await listed
        for stack in stacks { _ = try first.live.guarded(by: stack) }
        inventory.projectID = projectID ?? first.live.loggers.lazy.compactMap(\.projectID).first
        guard let vpcs = try inventory.vpcs?.get(), let subnets = try inventory.subnets?.get(), let ports = try inventory.ports?.get()
        else {
            throw StackFailure(.api, "internal error: not all lists were asked for")
        }
        let owner = try inventory.project()
        let answers = resolve(questions, in: inventory)
        func look(_ recorded: Recorded, _ ports: [Port]) throws(StackFailure) -> (coverage: Coverage, uses: [ExclusionUse]) {
            let facts = Coverage.Facts(
                projectID: owner, vpcs: vpcs, ports: ports, loggers: recorded.live.loggers, loggingPorts: recorded.loggingPorts)
            let (exclusions, uses) = try Exclusions.resolved(of: stacks, answers, today: today, among: facts.ownPorts)
            return (Coverage(facts, excluding: exclusions), uses)
        }
        var (coverage, uses) = try look(first, ports)
        if coverage.ports.contains(where: \.state.maySettle) {
            async let second = Recorded(of: place, client, tokensProject)
            let portsNow = try await session.network(region: place.region).ports()
            (coverage, uses) = try look(try await second, portsNow)
        }
        self.init(
            coverage: coverage, tree: CoverageTree(coverage, vpcs: vpcs, subnets: subnets, projectID: owner), exclusions: uses)
    }

    /// What loggers there are, and what the service says that they record.
    private struct Recorded {
        let live: LiveState
        let loggingPorts: [LoggingPort]

        init(of place: Place, _ client: FlowLogClient, _ projectID: ProjectID?) async throws {
            async let rows = client.listPorts()
            live = try LiveState(region: place.region, projectID: projectID, list: try await client.list())
            loggingPorts = try await rows.compactMap { row in
                guard let logger = row["logger_id"]?.string, let port = row["port_id"]?.string else { return nil }
                return LoggingPort(loggerID: logger, portID: port)
            }
        }
    }
}
