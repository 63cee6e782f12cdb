import FlowLogAPI
import FlowLogModel
import FlowLogPlan

/// A session for each cloud that a run acts in, by its entry of `clouds.yaml`, nil for the variables; or why there is none.
struct Sessions {
    private let sessions: [String?: Result<Session, StackFailure>]

    init(_ sessions: [String?: Result<Session, StackFailure>]) { self.sessions = sessions }

    /// Runs `body` with the session of one place, whose services it reaches.
    /// - Throws: what stopped it, in one form.
    func reach<Value>(_ place: Place, _ body: (Session) async throws -> Value) async throws(StackFailure) -> Value {
        guard let session = try sessions[place.cloud]?.get() else { throw StackFailure(.api, "internal error: no session") }
        do { return try await body(session) } catch {
            throw StackFailure(reading: error)
        }
    }
}
