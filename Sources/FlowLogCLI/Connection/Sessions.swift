import FlowLogAPI
import FlowLogModel
import FlowLogPlan

/// A session for each cloud that a run acts in, by its entry of `clouds.yaml`, nil for the variables; or why there is none.
struct Sessions {
    private let sessions: [String?: Result<Session, StackFailure>]

    init(_ sessions: [String?: Result<Session, StackFailure>]) { self.sessions = sessions }

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
