import ArgumentParser
import FlowLogAPI
import FlowLogModel
import FlowLogPlan

/// What commands without a manifest have in common: they read from one region.
struct ReadOptions: ParsableArguments {
    @OptionGroup var place: PlaceOptions
    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var console: ConsoleOptions

    /// Runs `body` with the API of the region that the options and the environment name.
    /// - Parameter body: gets the region, the API and the project that the credentials are for, if that is known.
    /// - Throws: `CommandError`, for what is missing and for what the API refuses.
    func read<Value>(
        in context: Context, _ body: (_ region: String?, FlowLogClient, _ projectID: ProjectID?) async throws -> Value
    ) async throws -> Value {
        let console = Console(context, console)
        let cloud = try place.cloud ?? context.setting("OS_CLOUD")
        let clouds = try CloudEntries(named: Set([cloud].compactMap { $0 }), in: context, console)
        // An entry that names several regions leaves no choice to the environment.
        let regions = try clouds.entry(cloud)?.regions ?? []
        let beside = try regions.isEmpty ? context.setting("OS_REGION_NAME") : regions.count == 1 ? regions[0] : nil
        let region = place.region ?? beside
        guard region != nil || connection.endpoint != nil else { throw clouds.missingRegion("", cloud: cloud, manifest: false) }
        let place = Place(cloud: cloud, region: region)
        return try await Sessions.with(
            connection, at: [place], clouds, in: context, console, logLevel: self.console.logLevel
        ) { service in
            do throws(StackFailure) {
                return try await service.reach(place) { try await body(place.region, $0, $1) }
            } catch {
                throw CommandError(error)
            }
        }
    }
}
