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
        in context: Context, _ body: (_ region: String?, FlowLogClient, _ projectID: String?) async throws -> Value
    ) async throws -> Value {
        let console = Console(context, console)
        let cloud = place.cloud ?? context.variable("OS_CLOUD")
        let clouds = try Clouds(named: Set([cloud].compactMap { $0 }), in: context, console)
        let region = try place.region ?? context.variable("OS_REGION_NAME") ?? clouds.entry(cloud)?.region
        guard region != nil || connection.endpoint != nil else {
            throw CommandError(
                .notAuthenticated, "no region: not in --region, not in OS_REGION_NAME, not in clouds.yaml",
                help: "say --region KR1, or set OS_REGION_NAME")
        }
        let place = Place(cloud: cloud, region: region)
        return try await Service.with(
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
