import FlowLogAPI
import FlowLogApply
import FlowLogPlan

extension StackFailure {
    /// Why a place could not be read.
    init(reading error: any Error) {
        switch error {
        case let error as StackFailure: self = error
        case let error as ControlPlaneError:
            let isLogin = error.kind == .notAuthenticated || error.kind == .notAuthorized
            self.init(isLogin ? .authentication : .api, error.text)
        case let error as ConfigurationError: self.init(CommandError(error))
        case let error as CommandError: self.init(error)
        case let error as LiveState.UnknownProject:
            let projects = error.projects.joined(separator: ", ")
            self.init(.api, "the token does not say its project, and the list has several (\(projects)): log in with a password")
        default: self.init(.api, "internal error: \(error)")
        }
    }

    /// What would stop a whole command stops only one stack of several.
    init(_ error: CommandError) {
        let code: Code =
            switch error.status {
            case .notAuthenticated: .authentication
            case .invalid: .configuration
            default: .api
            }
        self.init(code, [error.message, error.help].compactMap { $0 }.joined(separator: "; "))
    }
}
