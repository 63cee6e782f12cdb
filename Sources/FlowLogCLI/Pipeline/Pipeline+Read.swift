import FlowLogAPI
import FlowLogModel
import FlowLogPlan
import FlowLogReport

extension Pipeline {
    /// Lists every place once, all at the same time; a place that cannot be read does not hide the others.
    /// - Parameters:
    ///   - also: what is read beside the loggers.
    ///   - own: where the run's own stacks act: of other places, only the loggers are read.
    ///   - lists: the lists of the network that each place needs.
    func read(
        _ places: Set<Place>, _ also: Readings, of own: Set<Place>, lists: [Place: InventoryLists], through sessions: Sessions
    ) async -> [Place: Result<Reading, StackFailure>] {
        await withTaskGroup(of: (Place, Result<Reading, StackFailure>).self) { group in
            for place in places {
                let also = own.contains(place) ? also : []
                let lists = lists[place] ?? []
                group.addTask {
                    do throws(StackFailure) {
                        let reading = try await sessions.reach(place) {
                            try await Reading(of: place, through: $0, also: also, lists: lists)
                        }
                        return (place, .success(reading))
                    } catch {
                        return (place, .failure(error))
                    }
                }
            }
            return await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
        }
    }

    /// Runs `body` with the service of the one region that the options and the environment name, for commands without a manifest.
    /// - Parameter body: gets the region, the service, and the project that the credentials are for, if that is known.
    /// - Throws: `CommandError`, for what is missing and for what the service refuses.
    func withService<Value>(
        _ options: ReadOptions, _ body: (_ region: String?, FlowLogClient, _ projectID: ProjectID?) async throws -> Value
    ) async throws -> Value {
        let (place, clouds) = try place(options.place, over: options.connection)
        let logins = logins(to: [place.cloud], over: options.connection, clouds)
        return try await connect(to: [place], with: logins, over: options.connection, clouds) { sessions in
            do throws(StackFailure) {
                return try await sessions.reach(place) { session in
                    try await body(place.region, try await session.client(region: place.region), try await session.projectID())
                }
            } catch {
                throw CommandError(error)
            }
        }
    }

    /// The one place that the options and the environment name.
    /// - Throws: exit 4 if nothing says which region it is.
    func place(_ options: PlaceOptions, over connection: ConnectionOptions) throws -> (Place, CloudEntries) {
        let cloud = try options.cloud ?? context.setting("OS_CLOUD")
        let clouds = try CloudEntries(named: Set([cloud].compactMap { $0 }), of: self.clouds, in: context, console)
        let regions = try clouds.entry(cloud)?.regions ?? []
        let beside = Place.region(ofCloud: regions, environment: try context.setting("OS_REGION_NAME"))
        let region = options.region ?? beside
        guard region != nil || connection.endpoint != nil else { throw clouds.missingRegion("", cloud: cloud, manifest: false) }
        return (Place(cloud: cloud, region: region), clouds)
    }

    /// Prints what one read of the service returns, for `loggers` and `ports`.
    func show(
        _ options: ReadOptions, _ output: OutputOptions<ObjectFormat>, _ read: (FlowLogClient) async throws -> StoredObjects
    ) async throws -> ExitStatus {
        try FileUse.check(outputs: output.files.map(\.path), in: context)
        return console.emit(try await withService(options) { _, client, _ in try await read(client) }, to: output)
    }
}
