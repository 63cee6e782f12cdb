import FlowLogApply
import FlowLogModel
import FoundationEssentials
import Logging
import NIOHTTP1

extension Dispatcher {
    /// Asks for a token: `POST /v2.0/tokens`.
    /// - Throws: `notAuthenticated` if the credentials are refused; `invalidAnswer` if there is no token in the answer.
    func authenticate(at service: ServiceURL, username: String, password: Secret, tenant: Credentials.Tenant)
        async throws(ControlPlaneError) -> Grant
    {
        var auth: [String: JSONValue] = [
            "passwordCredentials": .object(["username": .string(username), "password": .string(password.reveal())])
        ]
        switch tenant {
        case .id(let id): auth["tenantId"] = .string(id)
        case .name(let name): auth["tenantName"] = .string(name)
        }
        let body = Data(JSONValue.object(["auth": .object(auth)]).text.utf8)
        let call = HTTPCall(method: .POST, service: service, path: "/v2.0/tokens", body: body)
        let answer: (grant: Grant, requestID: String?)
        do throws(ControlPlaneError) {
            answer = try await send(call) { answer throws(ControlPlaneError) in (try Grant(answer: answer), answer.requestID) }
        } catch {
            throw error.ofLogin(at: service, user: username, tenant)
        }
        transport.settings.secrets.add(answer.grant.token)
        do throws(ControlPlaneError) { try answer.grant.check(isFor: tenant, service, answer.requestID) } catch {
            // The service's own words are in it.
            throw error.saying(transport.settings.secrets.hiding(in: error.message))
        }
        let (project, expires) = (answer.grant.projectID?.text ?? "-", answer.grant.expires ?? "-")
        transport.settings.log(.debug, "the token is for project \(project) until \(expires)")
        return answer.grant
    }
}

extension ControlPlaneError {
    /// The failure of a login, with what to look at and who was to be logged in.
    fileprivate func ofLogin(at service: ServiceURL, user: String, _ tenant: Credentials.Tenant) -> ControlPlaneError {
        let project =
            switch tenant {
            case .id(let id): "project '\(id)'"
            case .name(let name): "the project called '\(name)'"
            }
        let who = "this was user '\(user)', \(project)"
        switch kind {
        case .notAuthenticated:
            return saying(
                "\(service.authority) refused the login: \(message): "
                    + "check user name, project and password (the API password, not the console's); \(who)")
        case .notAuthorized:
            return saying(
                "\(service.authority) forbids the login: \(message): "
                    + "check that the user is a member of the project, and that nothing on the way blocks this machine; \(who)")
        case .notFound:
            // For the calls that need the token, this must not read as "the logger is not there".
            return ControlPlaneError(
                .refused(status: 404),
                "\(service.authority) has no identity service: \(message): "
                    + "the URL of an identity service is https://HOST/v2.0, so check \(service.setting)", requestID: requestID)
        default: return self
        }
    }
}
