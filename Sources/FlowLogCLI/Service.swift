import FlowLogAPI
import FlowLogApply
import FlowLogModel
import FlowLogPlan

/// The clouds that a run's stacks act in.
struct Service {
    /// By the entry of `clouds.yaml`; nil for the variables.
    private let sessions: [String?: Session]

    /// Runs `body` with the service, logged in when that is first needed.
    /// - Throws: `CommandError` for what is missing or wrong before any call.
    static func with<Value>(
        _ options: ConnectionOptions, for stacks: [DesiredStack], _ clouds: Clouds, in context: Context, _ console: Console,
        logLevel: LogLevel, _ body: (Service) async throws -> Value
    ) async throws -> Value {
        try check(stacks, options)
        do {
            let logins = try Set(stacks.map(\.cloud)).map { cloud in
                let entry = clouds.entry(cloud)
                let settings = TransportSettings(
                    requestTimeout: options.requestTimeout.duration, parallelism: options.parallelism, version: Tool.version,
                    logger: console.logger(logLevel),
                    authorities: try CertificateAuthorities.named(in: context.environment, cloud: entry, readFile: context.readFile),
                    proxies: try ProxySettings(environment: context.environment), ticker: context.ticker, now: context.now)
                let credentials = try Credentials(
                    environment: context.environment, cloud: entry, endpoint: options.endpoint, readFile: context.readFile)
                return Login(cloud: cloud, credentials: credentials, settings: settings)
            }
            return try await open(logins[...], endpoint: options.endpoint, [:], body)
        } catch let error as ConfigurationError {
            throw CommandError(error.kind == .credentials ? .notAuthenticated : .invalid, error.message, help: error.help)
        }
    }

    private struct Login {
        let cloud: String?
        let credentials: Credentials
        let settings: TransportSettings
    }

    /// Opens a session for each login, one inside the other, so that all are closed in the end.
    private static func open<Value>(
        _ logins: ArraySlice<Login>, endpoint: String?, _ sessions: [String?: Session], _ body: (Service) async throws -> Value
    ) async throws -> Value {
        guard let login = logins.first else { return try await body(Service(sessions: sessions)) }
        return try await withSession(credentials: login.credentials, endpoint: endpoint, settings: login.settings) { session in
            try await open(logins.dropFirst(), endpoint: endpoint, sessions.merging([login.cloud: session]) { $1 }, body)
        }
    }

    private static func check(_ stacks: [DesiredStack], _ options: ConnectionOptions) throws {
        if options.endpoint != nil, Set(stacks.map(\.place)).count > 1 {
            throw CommandError(.usage, "--endpoint is one region's address, and the manifests act in several regions or clouds")
        }
        if options.endpoint == nil, let stack = stacks.first(where: { $0.region == nil }) {
            throw CommandError(
                .notAuthenticated,
                "no region for stack \(stack.name): not in the manifest, not in --region, not in OS_REGION_NAME, not in clouds.yaml",
                help: "write 'region: KR1' in the manifest, or set OS_REGION_NAME")
        }
    }

    /// Lists every place of the stacks once, all at the same time.
    /// - Returns: the planner's inputs, and the services to apply on.
    func read(_ stacks: [DesiredStack]) async -> (inputs: [PlanInput], planes: [Place: any ControlPlane]) {
        let readings = await withTaskGroup(of: (Place, Reading).self) { group in
            for place in Set(stacks.map(\.place)) { group.addTask { (place, await read(place)) } }
            return await group.reduce(into: [Place: Reading]()) { $0[$1.0] = $1.1 }
        }
        let inputs = stacks.compactMap { stack in readings[stack.place].map { PlanInput(stack, $0.live(for: stack)) } }
        return (inputs, readings.compactMapValues(\.plane))
    }

    private func read(_ place: Place) async -> Reading {
        guard let session = sessions[place.cloud] else { return Reading(failure: StackFailure(.api, "internal error: no session")) }
        do {
            let client = try await session.client(region: place.region)
            let projectID = try await session.projectID()
            let list = try await client.list()
            return Reading(plane: client, live: .success(try LiveState(region: place.region, projectID: projectID, list: list)))
        } catch let error as ControlPlaneError {
            let isLogin = error.kind == .notAuthenticated || error.kind == .notAuthorized
            return Reading(failure: StackFailure(isLogin ? .authentication : .api, error.text))
        } catch let error as ConfigurationError {
            let message = [error.message, error.help].compactMap { $0 }.joined(separator: "; ")
            return Reading(failure: StackFailure(error.kind == .credentials ? .authentication : .configuration, message))
        } catch let error as LiveState.UnknownProject {
            let projects = error.projects.joined(separator: ", ")
            return Reading(
                failure: StackFailure(
                    .api, "the token does not say its project, and the list has several (\(projects)): log in with a password"))
        } catch {
            return Reading(failure: StackFailure(.api, "internal error: \(error)"))
        }
    }
}

/// What came of listing one place.
private struct Reading: Sendable {
    var plane: (any ControlPlane)?
    let live: Result<LiveState, StackFailure>

    init(plane: any ControlPlane, live: Result<LiveState, StackFailure>) {
        self.plane = plane
        self.live = live
    }

    init(failure: StackFailure) { live = .failure(failure) }

    /// Fails for credentials of another project than the manifest guards (CONTRACT section 1).
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
