import FlowLogApply
import NIOHTTP1

extension HTTPCall {
    /// What to do about a refusal, where its own words do not say it; a sentence without its full stop.
    func advice(against kind: ControlPlaneError.Kind) -> String? {
        guard path.hasPrefix(Resource.loggers.path) || path.hasPrefix(Resource.ports.path) else { return nil }
        switch kind {
        case .notFound where [Resource.loggers.path, Resource.ports.path].contains(path):
            return "There is no flow log API at this URL, so check it"
        case .notAuthorized where method == .GET:
            return "The user needs a role in the project that may read flow logs"
        case .notAuthorized:
            return "Writing needs the role Infrastructure ADMIN or Flow Log ADMIN in the project"
        default: return nil
        }
    }
}
