import FlowLogAPI
import FlowLogModel
import FlowLogPlan

/// A session for each cloud that a run acts in, by its entry of `clouds.yaml`, nil for the variables; or why there is none.
struct Sessions {
    private let sessions: [String?: Result<Session, StackFailure>]

    init(_ sessions: [String?: Result<Session, StackFailure>]) { self.sessions = sessions }

    /// The session of one place.
    /// - Throws: why there is none.
    func session(of place: Place) throws(StackFailure) -> Session {
        guard let session = sessions[place.cloud] else { throw StackFailure(.api, "internal error: no session") }
        return try session.get()
    }

    /// Runs `body` with the session of one place, whose services it reaches.
    /// - Throws: what stopped it, in one form.
    func reach<Value>(_ place: Place, _ body: (Session) async throws -> Value) async throws(StackFailure) -> Value {
        let session = try session(of: place)
        do { return try await body(session) } catch {
            throw StackFailure(reading: error)
        }
    }
}
