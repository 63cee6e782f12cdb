import FlowLogAPI
import FlowLogApply
import FlowLogModel
import FlowLogPlan
import Logging

/// The clouds that a run acts in.
struct Sessions {
    /// By the entry of `clouds.yaml`, nil for the variables; or why there is none.
    private let sessions: [String?: Result<Session, StackFailure>]
    /// What no message has.
    private let secrets: Secrets

    /// Runs `body` with the service, logged in when that is first needed.
    /// - Parameter places: where the run acts. What is missing or wrong for one cloud does not hide the others.
    /// - Throws: `CommandError` for what is missing or wrong for all of them, before any call.
    static func with<Value>(
        _ options: ConnectionOptions, at places: Set<Place>, _ clouds: CloudEntries, in context: Context, _ console: Console,
        logLevel: LogLevel, _ interruption: Interruption = Interruption(), _ body: (Sessions) async throws -> Value
    ) async throws -> Value {
        var logins: [Login] = []
        var failures: [String?: CommandError] = [:]
        for cloud in Set(places.map(\.cloud)).sorted(by: { ($0 ?? "") < ($1 ?? "") }) {
            do {
                let entry = try clouds.entry(cloud)
                var settings = try options.settings(cloud: entry, in: context, console, logLevel)
                settings.interruption = interruption
                let credentials = try Credentials(
                    environment: context.environment, cloud: entry, endpoint: options.endpoint, readFile: context.readFile)
                logins.append(Login(cloud: cloud, credentials: credentials, settings: settings))
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
            return try await open(
                logins[...], endpoint: options.endpoint, failures.mapValues { .failure(StackFailure($0)) }, console.secrets, body)
        } catch let error as ConfigurationError {
            throw CommandError(error)
        }
    }

    private struct Login {
        let cloud: String?
        let credentials: Credentials
        let settings: TransportSettings
    }

    /// Opens a session for each login, one inside the other, so that all are closed in the end.
    private static func open<Value>(
        _ logins: ArraySlice<Login>, endpoint: String?, _ sessions: [String?: Result<Session, StackFailure>],
        _ secrets: Secrets, _ body: (Sessions) async throws -> Value
    ) async throws -> Value {
        guard let login = logins.first else { return try await body(Sessions(sessions: sessions, secrets: secrets)) }
        return try await withSession(credentials: login.credentials, endpoint: endpoint, settings: login.settings) { session in
            try await open(logins.dropFirst(), endpoint: endpoint, sessions.merging([login.cloud: .success(session)]) { $1 }, secrets, body)
        }
    }

    /// What is live where some stacks act.
    struct Live {
        /// The planner's inputs.
        let inputs: [PlanInput]
        /// The services to apply on.
        let planes: [Place: any ControlPlane]
        /// How many ports each logger captures, by its id; empty if they were not counted.
        let ports: [String: Int]
    }

    /// Lists every place of the stacks once, all at the same time.
    /// - Parameter countingPorts: whether logging ports are listed too.
    func read(_ stacks: [DesiredStack], countingPorts: Bool = false) async -> Live {
        let readings = await withTaskGroup(of: (Place, Reading).self) { group in
            for place in Set(stacks.map(\.place)) { group.addTask { (place, await read(place, countingPorts)) } }
            return await group.reduce(into: [Place: Reading]()) { $0[$1.0] = $1.1 }
        }
        return Live(
            inputs: stacks.compactMap { stack in
                readings[stack.place].map { reading in
                    // The server's own words are in it.
                    PlanInput(stack, reading.live(for: stack).mapError { StackFailure($0.code, secrets.hiding(in: $0.message)) })
                }
            },
            planes: readings.compactMapValues(\.plane),
            ports: readings.values.reduce(into: [:]) { $0.merge($1.ports, uniquingKeysWith: max) }
        )
    }

    private func read(_ place: Place, _ countingPorts: Bool) async -> Reading {
        do throws(StackFailure) {
            return try await reach(place) { client, projectID in
                async let ports = countingPorts ? client.portCounts() : [:]
                let live = try LiveState(
                    region: place.region, service: client.address, projectID: projectID, list: try await client.list())
                return Reading(plane: client, live: .success(live), ports: try await ports)
            }
        } catch {
            return Reading(failure: error)
        }
    }

    /// Runs `body` with the API of one place and the project that the credentials are for, if that is known.
    /// - Throws: what stopped it, in one form.
    func reach<Value>(
        _ place: Place, _ body: (FlowLogClient, _ projectID: ProjectID?) async throws -> Value
    ) async throws(StackFailure) -> Value {
        guard let session = try sessions[place.cloud]?.get() else { throw StackFailure(.api, "internal error: no session") }
        do {
            return try await body(try await session.client(region: place.region), try await session.projectID())
        } catch let error as ControlPlaneError {
            let isLogin = error.kind == .notAuthenticated || error.kind == .notAuthorized
            throw StackFailure(isLogin ? .authentication : .api, error.text)
        } catch let error as ConfigurationError {
            throw StackFailure(CommandError(error))
        } catch let error as LiveState.UnknownProject {
            let projects = error.projects.joined(separator: ", ")
            throw StackFailure(
                .api, "the token does not say its project, and the list has several (\(projects)): log in with a password")
        } catch {
            throw StackFailure(.api, "internal error: \(error)")
        }
    }
}

/// What came of listing one place.
private struct Reading: Sendable {
    var plane: (any ControlPlane)?
    let live: Result<LiveState, StackFailure>
    var ports: [String: Int] = [:]

    init(plane: any ControlPlane, live: Result<LiveState, StackFailure>, ports: [String: Int]) {
        self.plane = plane
        self.live = live
        self.ports = ports
    }

    init(failure: StackFailure) { live = .failure(failure) }

    /// Fails for credentials of another project than the manifest guards (Contract: Credentials, Regions and projects).
    func live(for stack: DesiredStack) -> Result<LiveState, StackFailure> {
        live.flatMap { live in
            guard let guarded = stack.projectID else { return .success(live) }
            guard let actual = live.projectID ?? live.loggers.lazy.compactMap(\.projectID).first else {
                return .failure(
                    StackFailure(
                        .configuration,
                        "the manifest is for project \(guarded), and the token does not say its project: log in with a password, or remove project_id"
                    ))
            }
            guard guarded != actual else { return .success(live) }
            return .failure(
                StackFailure(
                    .configuration, "the manifest is for project \(guarded), the credentials are for \(actual): use the other credentials"))
        }
    }
}

extension ConnectionOptions {
    /// How calls are made.
    /// - Parameter cloud: the entry that may name certificates of its own.
    func settings(
        cloud: CloudEntry?, in context: Context, _ console: Console, _ logLevel: LogLevel
    ) throws(ConfigurationError) -> TransportSettings {
        TransportSettings(
            requestTimeout: requestTimeout.duration, parallelism: parallelism, version: Tool.version,
            logger: console.logger(logLevel), secrets: console.secrets,
            authorities: try CertificateAuthorities.named(in: context.environment, cloud: cloud, readFile: context.readFile),
            proxies: try ProxySettings(environment: context.environment), ticker: context.ticker, now: context.now)
    }
}

extension FlowLogClient {
    /// How many ports each logger captures, by its id.
    func portCounts() async throws(ControlPlaneError) -> [String: Int] {
        try await listPorts().reduce(into: [:]) { counts, port in
            if let logger = port["logger_id"]?.string { counts[logger, default: 0] += 1 }
        }
    }
}
