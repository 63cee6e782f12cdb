import FlowLogModel

/// The places of a run that one service of one region serves, by number. Different entries of clouds.yaml may lead to the same loggers there,
/// which shows only after the login.
struct SharedService {
    /// The places of each project that is known.
    private var projects: [ProjectID: [Int]] = [:]
    /// The places of which the project is not known: it may be any.
    private var unknown: [Int] = []

    private struct Service: Hashable {
        let region: String?
        let url: String
    }

    /// The services that several places have in common.
    /// - Parameter states: what is live in each place.
    static func all(in states: [LiveState]) -> [SharedService] {
        var services: [Service: [Int]] = [:]
        for (number, state) in states.enumerated() {
            if let url = state.service { services[Service(region: state.region, url: url), default: []].append(number) }
        }
        return services.values.filter { $0.count > 1 }.map { numbers in
            numbers.reduce(into: SharedService()) { service, number in
                if let project = states[number].projectID {
                    service.projects[project, default: []].append(number)
                } else {
                    service.unknown.append(number)
                }
            }
        }
    }

    /// Places that stand alike, with all those that may have the same loggers, these among them, in order.
    var peers: [(of: [Int], all: [Int])] {
        let known = projects.values.map { (of: $0, all: ($0 + unknown).sorted()) }
        let all = (projects.values.joined() + unknown).sorted()
        return (known + [(of: unknown, all: all)]).filter { !$0.of.isEmpty && $0.all.count > 1 }
    }
}
