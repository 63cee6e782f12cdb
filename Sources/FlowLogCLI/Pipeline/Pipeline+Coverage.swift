import FlowLogAPI
import FlowLogModel
import FlowLogPlan
import FlowLogReport
import FlowLogVerify
import FoundationEssentials

extension Pipeline {
    /// What is recorded where stacks act, or without any in the one place that the options and the environment name.
    /// - Parameter minimum: of the option, which beats those of the manifests.
    func coverage(
        of stacks: [DesiredStack], at options: PlaceOptions, over connection: ConnectionOptions, minimum: Int?
    ) async throws -> CoverageReport {
        let (places, clouds) = try places(of: stacks, at: options, over: connection)
        let logins = logins(to: Set(places.map(\.cloud)), over: connection, clouds)
        let today = today
        return try await connect(to: places, with: logins, over: connection, clouds) { sessions in
            let homes = await homes(of: places, through: sessions)
            return await withTaskGroup(of: PlaceCoverage.self) { group in
                for (home, places) in homes {
                    let stacks = stacks.filter { places.contains($0.place) }
                    group.addTask { await coverage(of: places[0], home, stacks, minimum: minimum, today: today, through: sessions) }
                }
                return CoverageReport(await group.reduce(into: []) { $0.append($1) })
            }
        }
    }

    /// Whose network a place is: entries of clouds.yaml may lead to one project, and what their stacks exclude holds together then.
    private enum Home: Hashable {
        case project(ProjectID, region: String?, service: String)
        /// The token does not say.
        case place(Place)
        case unknown(Place, StackFailure)
    }

    /// - Returns: the places of each home, at least one, by cloud.
    private func homes(of places: Set<Place>, through sessions: Sessions) async -> [Home: [Place]] {
        await withTaskGroup(of: (Place, Home).self) { group in
            for place in places {
                group.addTask {
                    do throws(StackFailure) {
                        let home = try await sessions.reach(place) { session in
                            let service = try await session.client(region: place.region).address
                            return try await session.projectID().map { Home.project($0, region: place.region, service: service) }
                        }
                        return (place, home ?? .place(place))
                    } catch {
                        return (place, .unknown(place, error))
                    }
                }
            }
            let homes = await group.reduce(into: [Home: [Place]]()) { $0[$1.1, default: []].append($1.0) }
            return homes.mapValues { $0.sorted { ($0.cloud ?? "") < ($1.cloud ?? "") } }
        }
    }

    private func places(
        of stacks: [DesiredStack], at options: PlaceOptions, over connection: ConnectionOptions
    ) throws -> (Set<Place>, CloudEntries) {
        guard !stacks.isEmpty else {
            let (place, clouds) = try place(options, over: connection)
            return ([place], clouds)
        }
        let clouds = try CloudEntries(named: Set(stacks.compactMap(\.cloud)), of: self.clouds, in: context, console)
        try requirePlaces(of: stacks, over: connection, clouds)
        return (Set(stacks.map(\.place)), clouds)
    }

    /// Says what is not known, and which exclusions do nothing.
    func report(_ place: PlaceCoverage) {
        if let failure = place.failure {
            let cloud: Shown = place.place.cloud.map { " of \($0)" } ?? ""
            console.remark(.error, "coverage\(cloud) (\(place.place.region ?? "-")): \(failure.message)")
        }
        for use in place.found?.exclusions ?? [] {
            switch use.state {
            case .holds: continue
            case .unused(let why): console.remark(.warning, code: .unusedExclusion, "\(use.stack): an exclusion leaves nothing out: \(why)")
            case .expired:
                console.remark(
                    .warning, code: .expiredExclusion,
                    "\(use.stack): \(use.exclusion.ports.text) is excluded until \(use.exclusion.until?.text ?? "") only (\(use.exclusion.reason))"
                )
            }
        }
    }

    private func coverage(
        of place: Place, _ home: Home, _ stacks: [DesiredStack], minimum: Int?, today: Day, through sessions: Sessions
    ) async -> PlaceCoverage {
        var project: ProjectID?
        var outcome: Result<PlaceCoverage.Found, StackFailure>
        switch home {
        case .unknown(_, let failure): outcome = .failure(failure)
        case .project, .place:
            if case .project(let id, _, _) = home { project = id }
            do throws(StackFailure) {
                outcome = .success(
                    try await sessions.reach(place) {
                        try await PlaceCoverage.Found(of: place, stacks, today: today, through: $0)
                    })
            } catch {
                outcome = .failure(error)
            }
        }
        outcome = outcome.mapError { StackFailure($0.code, console.secrets.hiding(in: $0.message)) }
        return PlaceCoverage(
            place: place, projectID: project, minimum: minimum ?? stacks.compactMap { $0.coverage?.minimum }.max(), outcome: outcome)
    }

    private var today: Day { Day(of: context.moment) }
}
