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
            await withTaskGroup(of: PlaceCoverage.self) { group in
                for place in places {
                    let stacks = stacks.filter { $0.place == place }
                    group.addTask { await coverage(of: place, stacks, minimum: minimum, today: today, through: sessions) }
                }
                return CoverageReport(await group.reduce(into: []) { $0.append($1) })
            }
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
        if case .failure(let failure) = place.outcome {
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
                    "\(use.stack): an exclusion held until \(use.exclusion.until?.text ?? "") only: \(use.exclusion.reason)")
            }
        }
    }

    private func coverage(
        of place: Place, _ stacks: [DesiredStack], minimum: Int?, today: Day, through sessions: Sessions
    ) async -> PlaceCoverage {
        var project: ProjectID?
        let outcome: Result<PlaceCoverage.Found, StackFailure>
        do throws(StackFailure) {
            (project, outcome) = try await sessions.reach(place) { session in
                let project = try await session.projectID()
                do {
                    return (project, .success(try await PlaceCoverage.Found(of: place, stacks, today: today, through: session)))
                } catch {
                    let failure = error as? StackFailure ?? StackFailure(reading: error)
                    return (project, .failure(failure))
                }
            }
        } catch {
            outcome = .failure(error)
        }
        return PlaceCoverage(
            place: place, projectID: project, minimum: minimum ?? stacks.compactMap { $0.coverage?.minimum }.max(),
            outcome: outcome.mapError { StackFailure($0.code, console.secrets.hiding(in: $0.message)) })
    }

    private var today: Day { Day(String(context.now().formatted(.iso8601).prefix(10))) ?? .epoch }
}
