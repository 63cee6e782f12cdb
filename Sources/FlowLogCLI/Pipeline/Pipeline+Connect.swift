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

    /// What to log in with, by entry of clouds.yaml, nil for the variables; or what is missing or wrong.
    typealias Logins = [String?: Result<Credentials, CommandError>]

    /// Reads credentials, each once: a file with a password may be a pipe.
    func logins(to clouds: Set<String?>, over connection: ConnectionOptions, _ entries: CloudEntries) -> Logins {
        Dictionary(
            uniqueKeysWithValues: clouds.map { cloud in
                (
                    cloud,
                    Result {
                        try Credentials(
                            environment: context.environment, cloud: try entries.entry(cloud), endpoint: connection.endpoint,
                            readFile: context.readConfiguration)
                    }.mapError(CommandError.init(connecting:))
                )
            })
    }

    /// Runs `body` with a session for each cloud, which logs in when that is first needed.
    /// - Parameters:
    ///   - places: where the run acts. What is missing or wrong for one cloud does not hide the others.
    ///   - logins: for their clouds, and maybe for more.
    ///   - storage: how to reach the object storage, for runs that ask it.
    /// - Throws: `CommandError` for what is missing or wrong for all of them, before any call.
    func connect<Value>(
        to places: Set<Place>, with logins: Logins, over connection: ConnectionOptions, storage: StorageOptions? = nil,
        _ clouds: CloudEntries, _ body: (Sessions) async throws -> Value
    ) async throws -> Value {
        var settings = try transportSettings(connection)
        settings.interruption = interruption
        let storageEndpoint = try storage?.service
        return try await withEdge(settings) { edge in
            var sessions: [String?: Result<Session, CommandError>] = [:]
            var authorities: [String: CertificateAuthorities] = [:]
            for cloud in Set(places.map(\.cloud)) {
                sessions[cloud] = session(
                    for: cloud, with: logins[cloud], on: edge, over: connection, storageEndpoint, clouds, &authorities)
            }
            try requireOne(of: sessions)
            return try await body(Sessions(sessions.mapValues { $0.mapError { StackFailure($0) } }))
        }
    }

    private func session(
        for cloud: String?, with login: Result<Credentials, CommandError>?, on edge: Edge, over connection: ConnectionOptions,
        _ storageEndpoint: ServiceURL?, _ clouds: CloudEntries, _ authorities: inout [String: CertificateAuthorities]
    ) -> Result<Session, CommandError> {
        Result {
            let trusted = try CertificateAuthorities.named(
                in: context.environment, cloud: try clouds.entry(cloud), known: &authorities, readFile: context.readConfiguration)
            guard let credentials = try login?.get() else { throw CommandError(.failed, "internal error: no credentials") }
            return try edge.session(
                credentials, endpoint: connection.endpoint, storageEndpoint: storageEndpoint, trusting: trusted)
        }.mapError(CommandError.init(connecting:))
    }

    /// - Throws: the worst of the failures, if there is nothing else.
    private func requireOne(of sessions: [String?: Result<Session, CommandError>]) throws(CommandError) {
        var failures: [(cloud: String, error: CommandError)] = []
        for (cloud, session) in sessions {
            guard case .failure(let error) = session else { return }
            failures.append((cloud ?? "", error))
        }
        let worst = ExitStatus.first(of: failures.map(\.error.status))
        let first = failures.sorted { $0.cloud < $1.cloud }.first { $0.error.status == worst }
        if let first { throw first.error }
    }

    /// How calls are made.
    func transportSettings(_ connection: ConnectionOptions) throws(CommandError) -> TransportSettings {
        let proxies: ProxySettings
        do throws(ConfigurationError) { proxies = try ProxySettings(environment: context.environment) } catch { throw CommandError(error) }
        return TransportSettings(
            requestTimeout: connection.requestTimeout.duration, parallelism: connection.parallelism, version: Tool.version,
            logger: console.logger, secrets: console.secrets, descriptors: context.descriptors, proxies: proxies, ticker: context.ticker,
            realTicker: context.realTicker, random: context.random, now: context.now)
    }
}

extension StorageOptions {
    /// What gets the requests for every storage; nil if nobody says.
    fileprivate var service: ServiceURL? {
        get throws(CommandError) {
            do throws(ConfigurationError) {
                return try storageEndpoint.map { text throws(ConfigurationError) in try ServiceURL(text, setting: "--storage-endpoint") }
            } catch {
                throw CommandError(error)
            }
        }
    }
}

extension CommandError {
    /// What stands in the way before any call.
    fileprivate init(connecting error: any Error) {
        self =
            switch error {
            case let error as CommandError: error
            case let error as ConfigurationError: CommandError(error)
            default: CommandError(.failed, "internal error: \(error)")
            }
    }
}
