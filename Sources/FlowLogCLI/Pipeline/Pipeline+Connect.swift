import FlowLogAPI
import FlowLogModel
import FlowLogPlan

extension Pipeline {
    /// - Throws: exit 64 or 4 if it is not clear where a stack acts, before any call.
    func requirePlaces(of stacks: [DesiredStack], over connection: ConnectionOptions, _ clouds: CloudEntries) throws(CommandError) {
        // A wrong entry is reported by the login, so that it does not hide the stacks of other clouds.
        let stacks = stacks.filter { clouds.isUsable($0.cloud) }
        do throws(UnclearPlace) { try UnclearPlace.check(stacks, hasEndpoint: connection.endpoint != nil) } catch {
            switch error {
            case .severalForOneEndpoint:
                throw CommandError(.usage, "--endpoint is the address of one region, but the manifests act in several regions or clouds")
            case .noRegion(let stack): throw clouds.missingRegion(" for stack \(stack.name)", cloud: stack.cloud, manifest: true)
            }
        }
    }

    /// Runs `body` with a session for each cloud, which logs in when that is first needed.
    /// - Parameter places: where the run acts. What is missing or wrong for one cloud does not hide the others.
    /// - Throws: `CommandError` for what is missing or wrong for all of them, before any call.
    func connect<Value>(
        to places: Set<Place>, over connection: ConnectionOptions, _ clouds: CloudEntries, _ body: (Sessions) async throws -> Value
    ) async throws -> Value {
        var logins: [Sessions.Login] = []
        var failures: [String?: CommandError] = [:]
        for cloud in Set(places.map(\.cloud)).sorted(by: { ($0 ?? "") < ($1 ?? "") }) {
            do {
                let entry = try clouds.entry(cloud)
                var settings = try transportSettings(connection, cloud: entry)
                settings.interruption = interruption
                let credentials = try Credentials(
                    environment: context.environment, cloud: entry, endpoint: connection.endpoint, readFile: context.readConfiguration)
                logins.append(Sessions.Login(cloud: cloud, credentials: credentials, endpoint: connection.endpoint, settings: settings))
            } catch let error as ConfigurationError {
                failures[cloud] = CommandError(error)
            } catch let error as CommandError {
                failures[cloud] = error
            }
        }
        if logins.isEmpty {
            let worst = ExitStatus.first(of: failures.values.map(\.status))
            let named = failures.sorted { ($0.key ?? "") < ($1.key ?? "") }.map(\.value)
            if let failure = named.first(where: { $0.status == worst }) { throw failure }
        }
        do {
            return try await Sessions.open(logins[...], beside: failures.mapValues { .failure(StackFailure($0)) }, body)
        } catch let error as ConfigurationError {
            throw CommandError(error)
        }
    }

    /// How calls are made.
    /// - Parameter cloud: an entry may name certificates of its own.
    func transportSettings(_ connection: ConnectionOptions, cloud: CloudEntry?) throws(ConfigurationError) -> TransportSettings {
        TransportSettings(
            requestTimeout: connection.requestTimeout.duration, parallelism: connection.parallelism, version: Tool.version,
            logger: console.logger, secrets: console.secrets,
            authorities: try CertificateAuthorities.named(in: context.environment, cloud: cloud, readFile: context.readConfiguration),
            proxies: try ProxySettings(environment: context.environment), ticker: context.ticker, realTicker: context.realTicker,
            random: context.random, now: context.now)
    }
}
