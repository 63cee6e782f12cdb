package import FlowLogModel

/// The service as the executor sees it: the five logger calls of one project in one region (Service facts: Flow log loggers).
package protocol ControlPlane: Sendable {
    /// Every logger that the token can see, all pages.
    /// - Throws: `ControlPlaneError`; never a list that was cut short.
    func list() async throws(ControlPlaneError) -> [LiveLogger]

    /// One logger as it is now.
    /// - Throws: `ControlPlaneError`, of kind `notFound` if there is none.
    func show(_ id: String) async throws(ControlPlaneError) -> LiveLogger

    /// Creates a logger and returns the service's answer to it.
    /// - Parameter fields: what to send; `description` is complete, with its mark. Absent fields are not sent.
    /// - Returns: nil where the service took it (2xx) and its answer has no logger in it.
    /// - Throws: `ControlPlaneError`; after `unclear`, `invalidAnswer` and a status of 500 or more the logger may exist all the same.
    func create(_ fields: LoggerFields) async throws(ControlPlaneError) -> LiveLogger?

    /// Changes a logger's mutable fields and returns the service's answer.
    /// - Returns: nil where the service took it (2xx) and its answer has no logger in it.
    /// - Throws: `ControlPlaneError`.
    func edit(_ id: String, _ edit: LoggerEdit) async throws(ControlPlaneError) -> LiveLogger?

    /// Deletes a logger; it may still be there for a moment.
    /// - Throws: `ControlPlaneError`, of kind `notFound` if there is none.
    func delete(_ id: String) async throws(ControlPlaneError)
}
