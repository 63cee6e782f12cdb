/// A refusal, in the words and the body that the service would use.
struct APIError: Error {
    /// Who refuses decides the shape of the body (Service facts: Identity; Service facts: Neutron conventions).
    enum Shape {
        /// `{"NeutronError": {"type", "message", "detail"}}`
        case neutron
        /// `{"error": {"code", "title", "message"}}`
        case identity
        /// `{"badRequest": {"code", "message"}}` and the like, as Nova answers
        case compute
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

    static func notFound(_ kind: Inventory.Kind, _ id: String) -> APIError {
        let name =
            switch kind {
            case .vpcs: "Vpc"
            case .vpcsubnets: "Vpcsubnet"
            case .ports: "Port"
            case .servers: "Instance"
            }
        return APIError(404, "\(name)NotFound", "\(name) \(id) could not be found.")
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

    /// The refusal as the compute service words it; its token check answers JSON, as newer ones do.
    var asCompute: APIError {
        var error = self
        error.shape = status == 401 ? .identity : .compute
        return error
    }

    private var computeFault: String {
        switch status {
        case 400: "badRequest"
        case 404: "itemNotFound"
        case 405: "badMethod"
        case 413: "overLimit"
        default: "computeFault"
        }
    }

    var answer: Answer {
        let body: Answer.Body =
            switch shape {
            case .neutron: .json(["NeutronError": ["type": .string(type), "message": .string(message), "detail": ""]])
            case .identity: .json(["error": ["code": .int(status), "title": .string(type), "message": .string(message)]])
            case .compute: .json([computeFault: ["code": .int(status), "message": .string(message)]])
            case .text: .text(message)
            }
        return Answer(status: status, body: body, headers: headers)
    }
}
