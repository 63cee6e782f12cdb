import FlowLogApply
import FlowLogModel
import FoundationEssentials

/// What the identity service gives for a password (Service facts: Identity).
struct Grant: Sendable {
    let token: Secret
    /// The project that the token is for, if the answer says.
    let projectID: ProjectID?
    let projectName: String?
    /// As the server wrote it; a 401 is what really ends a token.
    let expires: String?
    let catalog: ServiceCatalog
}

extension Grant {
    /// Reads the answer; what else is in it does not matter. Nothing of it is quoted, since it holds the token.
    init(answer: HTTPAnswer) throws(ControlPlaneError) {
        func refused(_ what: String) -> ControlPlaneError {
            ControlPlaneError(.invalidAnswer, "the answer is not a login's: \(what)", requestID: answer.requestID)
        }
        guard let body = try? JSONDecoder().decode(JSONValue.self, from: answer.body) else { throw refused(answer.notJSON) }
        guard let access = body["access"] else { throw refused("it has no object 'access'") }
        guard let id = access["token"]?["id"]?.string, Secret(id).isUsableInHeader else {
            throw refused("it has no token in 'access.token.id'")
        }
        token = Secret(id)
        let project = access["token"]?["tenant"]
        projectID = project?["id"]?.string.flatMap { $0.isEmpty ? nil : ProjectID($0) }
        projectName = project?["name"]?.string.flatMap { $0.isEmpty ? nil : $0 }
        expires = access["token"]?["expires"]?.string
        catalog = ServiceCatalog(
            access["serviceCatalog"]?.items ?? [], name: "the service catalog of \(answer.call.service.appending("", query: nil))")
    }

    /// A token of another project than was asked for is not used: every list would be that project's (Contract: Credentials, Regions and
    /// projects).
    /// - Throws: of kind `notAuthorized`, naming both.
    func check(
        isFor tenant: Credentials.Tenant, _ service: ServiceURL, _ requestID: String?
    ) throws(ControlPlaneError) {
        let other: String
        switch tenant {
        case .id(let id):
            guard let projectID, projectID != ProjectID(id) else { return }
            other = "project '\(id)' was asked for, and the token is for '\(projectID)'"
        case .name(let name):
            // Some services fold case in the names of projects.
            guard let projectName, !projectName.lowercased().utf8.elementsEqual(name.lowercased().utf8) else { return }
            other = "the project called '\(name)' was asked for, and the token is for one called '\(projectName)'"
        }
        throw ControlPlaneError(
            .notAuthorized, "\(service.text) (\(service.setting)) gave a token of another project: \(other)", requestID: requestID)
    }
}
