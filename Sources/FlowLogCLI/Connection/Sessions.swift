import FlowLogAPI
import FlowLogModel
import FlowLogPlan

/// A session for each cloud that a run acts in, by its entry of `clouds.yaml`, nil for the variables; or why there is none.
struct Sessions {
    private let sessions: [String?: Result<Session, StackFailure>]

    /// What a session is opened with.
    struct Login {
        let cloud: String?
        let credentials: Credentials
        let endpoint: String?
        let settings: TransportSettings
    }

    /// Opens a session for each login, one inside the other, so that all are closed in the end.
    /// - Parameter sessions: those that are open, and what is wrong with clouds that cannot be logged in to.
    static func open<Value>(
        _ logins: ArraySlice<Login>, beside sessions: [String?: Result<Session, StackFailure>], _ body: (Sessions) async throws -> Value
    ) async throws -> Value {
        guard let login = logins.first else { return try await body(Sessions(sessions: sessions)) }
        return try await withSession(credentials: login.credentials, endpoint: login.endpoint, settings: login.settings) { session in
            try await open(logins.dropFirst(), beside: sessions.merging([login.cloud: .success(session)]) { $1 }, body)
        }
    }

    /// Runs `body` with the service of one place and the project that the credentials are for, if that is known.
    /// - Throws: what stopped it, in one form.
    func reach<Value>(
        _ place: Place, _ body: (FlowLogClient, _ projectID: ProjectID?) async throws -> Value
    ) async throws(StackFailure) -> Value {
        guard let session = try sessions[place.cloud]?.get() else { throw StackFailure(.api, "internal error: no session") }
        do { return try await body(try await session.client(region: place.region), try await session.projectID()) } catch {
            throw StackFailure(reading: error)
        }
    }
}
