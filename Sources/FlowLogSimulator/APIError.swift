/// A refusal, in the words and the body that the service would use.
struct APIError: Error {
    /// Who refuses decides the shape of the body (Service facts: Identity; Service facts: Neutron conventions).
    enum Shape {
        /// `{"NeutronError": {"type", "message", "detail"}}`
        case neutron
        /// `{"error": {"code", "title", "message"}}`
        case identity
        /// Plain text, as the token check before Neutron answers.
        case text
    }

    var status: Int
    var type: String
    var message: String
    var shape = Shape.neutron
    var headers: [(name: String, value: String)] = []

    init(_ status: Int, _ type: String, _ message: String, shape: Shape = .neutron, headers: [(name: String, value: String)] = []) {
        self.status = status
        self.type = type
        self.message = message
        self.shape = shape
        self.headers = headers
    }

    static func badRequest(_ message: String) -> APIError { APIError(400, "HTTPBadRequest", message) }

    static func invalidInput(_ field: String, _ reason: String) -> APIError {
        badRequest("Invalid input for \(field). Reason: \(reason).")
    }

    static func loggerNotFound(_ id: String) -> APIError {
        APIError(404, "LoggerNotFound", "Flow log logger \(id) could not be found.")
    }

    static func loggingPortNotFound(_ id: String) -> APIError {
        APIError(404, "LoggingPortNotFound", "Flow log logging port \(id) could not be found.")
    }

    static let pathNotFound = APIError(404, "HTTPNotFound", "The resource could not be found.")

    static func methodNotAllowed(_ method: String, allowed: [String]) -> APIError {
        APIError(
            405, "HTTPMethodNotAllowed", "The method \(method) is not allowed for this resource.",
            headers: [("Allow", allowed.joined(separator: ", "))]
        )
    }

    static func authenticationRequired(baseURL: String) -> APIError {
        APIError(
            401, "Unauthorized", "Authentication required", shape: .text,
            headers: [("WWW-Authenticate", "Keystone uri=\"\(baseURL)\"")]
        )
    }

    var answer: Answer {
        let body: Answer.Body =
            switch shape {
            case .neutron: .json(["NeutronError": ["type": .string(type), "message": .string(message), "detail": ""]])
            case .identity: .json(["error": ["code": .int(status), "title": .string(type), "message": .string(message)]])
            case .text: .text(message)
            }
        return Answer(status: status, body: body, headers: headers)
    }
}
