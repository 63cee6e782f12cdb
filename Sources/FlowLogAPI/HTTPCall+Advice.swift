import FlowLogApply
import NIOHTTP1

extension HTTPCall {
    /// What to do about a refusal, where its own words do not say it; a sentence without its full stop.
    func advice(against kind: ControlPlaneError.Kind) -> String? {
        if isToStorage { return storageAdvice(against: kind) }
        let flowLogs = [Resource.loggers.path, Resource.loggingPorts.path]
        guard flowLogs.contains(where: path.hasPrefix) else { return inventoryAdvice(against: kind) }
        switch kind {
        case .notFound where flowLogs.contains(path):
            return "There is no flow log API at this URL, so check it"
        case .notAuthorized where method == .GET:
            return "The user needs a role in the project that may read flow logs"
        case .notAuthorized:
            return "Writing needs the role Infrastructure ADMIN or Flow Log ADMIN in the project"
        default: return nil
        }
    }

    private func storageAdvice(against kind: ControlPlaneError.Kind) -> String? {
        kind == .notAuthorized ? "The user needs a role in the storage's project, or to be in the container's read list" : nil
    }

    private func inventoryAdvice(against kind: ControlPlaneError.Kind) -> String? {
        let lists: [(of: Resource, what: String)] = [
            (.vpcs, "VPCs"), (.subnets, "subnets"), (.ports, "ports"), (.instances, "instances"),
        ]
        guard let what = lists.first(where: { $0.of.path == path })?.what else { return nil }
        switch kind {
        case .notFound: return "There is no list of \(what) at this URL, so check it"
        case .notAuthorized: return "The user needs a role in the project that may list \(what)"
        default: return nil
        }
    }
}
