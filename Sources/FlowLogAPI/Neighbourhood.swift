package import FlowLogModel

/// Where stacks may meet the loggers of a run's own stacks, as far as that shows before any login (Contract: Many stacks, Shards): in the
/// same places, and where another entry of clouds.yaml may lead to the same project.
package struct Neighbourhood {
    /// What two entries have in common if they may lead to the same project.
    private struct Site: Hashable {
        let region: String?
        let identity: ServiceURL
    }

    private let places: Set<Place>
    private let credentials: [String?: Credentials]
    private var ids: [Site: Set<ProjectID>] = [:]
    private var names: [Site: Set<String>] = [:]

    /// - Parameters:
    ///   - places: where the run's own stacks act.
    ///   - credentials: by entry of clouds.yaml, nil for the variables; without those that cannot be used.
    package init(of places: Set<Place>, credentials: [String?: Credentials]) {
        self.places = places
        self.credentials = credentials
        for place in places {
            guard let (site, tenant) = project(at: place) else { continue }
            switch tenant {
            case .id(let id): ids[site, default: []].insert(ProjectID(id))
            // Some services fold case in the names of projects.
            case .name(let name): names[site, default: []].insert(name.lowercased())
            }
        }
    }

    /// Whether stacks that act in this place belong to it. A project that is named may have any id.
    package func contains(_ place: Place) -> Bool {
        if places.contains(place) { return true }
        guard let (site, tenant) = project(at: place) else { return false }
        let (ids, names) = (ids[site] ?? [], names[site] ?? [])
        return switch tenant {
        case .id(let id): !names.isEmpty || ids.contains(ProjectID(id))
        case .name(let name): !ids.isEmpty || names.contains(name.lowercased())
        }
    }

    /// Nil if nothing says it: a token goes with an endpoint, and so with only one place.
    private func project(at place: Place) -> (Site, Credentials.Tenant)? {
        guard case .password(let authURL, username: _, password: _, let tenant) = credentials[place.cloud] else { return nil }
        return (Site(region: place.region, identity: authURL), tenant)
    }
}
