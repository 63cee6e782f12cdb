import FlowLogModel

/// The services of a project, by type and region (Service facts: Identity).
struct ServiceCatalog: Sendable {
    /// What the catalog calls a kind of service.
    enum ServiceType: String {
        case network, compute

        /// The error for a catalog that has it in no region.
        fileprivate var isMissing: ConfigurationError {
            ConfigurationError(.region, "the service catalog has no \(rawValue) service", help: help)
        }

        /// The error for a catalog that has it, but in other regions.
        fileprivate func isMissing(in region: String, from regions: String) -> ConfigurationError {
            switch self {
            case .network:
                ConfigurationError(
                    .region, "the service catalog has no region '\(region)'",
                    help: "there are: \(regions); name one of them in the manifest, --region, OS_REGION_NAME or clouds.yaml")
            case .compute:
                ConfigurationError(
                    .region, "the service catalog has no compute service in region '\(region)', only in: \(regions)", help: help)
            }
        }

        private var help: String {
            switch self {
            case .network: "check the project, or give the URL with --endpoint"
            case .compute: "no instance is found by its name without it: write its id, or name its port by the port's own name or address"
            }
        }
    }

    /// The object storage of that host, in whatever region; nil if the catalog leads to none there.
    func objectStorage(atHostOf url: ServiceURL) -> ServiceURL? {
        (endpoints["object-store"] ?? []).lazy.compactMap { endpoint in
            try? ServiceURL(endpoint.url, setting: "the object-store URL of \(endpoint.region) in \(name)")
        }.first { $0.hasSameHost(as: url) }?.root
    }

    private struct Endpoint {
        let region: String
        let url: String
    }

    /// By the type, in the order of the catalog.
    private let endpoints: [String: [Endpoint]]
    /// Whose it is, for messages.
    private let name: String

    /// - Parameter services: as the login's answer has them; what is not as the guide says is passed over.
    init(_ services: [JSONValue], name: String) {
        self.name = name
        endpoints = services.reduce(into: [:]) { endpoints, service in
            guard let type = service["type"]?.string else { return }
            endpoints[type, default: []] += (service["endpoints"]?.items ?? []).compactMap { endpoint in
                guard let region = endpoint["region"]?.string, let url = endpoint["publicURL"]?.string else { return nil }
                return Endpoint(region: region, url: url)
            }
        }
    }

    /// The service of a region, compared without case.
    /// - Throws: of kind `region`, listing the regions there are.
    func url(of type: ServiceType, region: String?) throws(ConfigurationError) -> ServiceURL {
        let endpoints = endpoints[type.rawValue] ?? []
        let regions = Set(endpoints.map(\.region)).sorted().joined(separator: ", ")
        guard !endpoints.isEmpty else { throw type.isMissing }
        guard let region else {
            throw ConfigurationError(
                .region, "no region is given", help: "set region in the manifest, --region or OS_REGION_NAME; there are: \(regions)")
        }
        guard let endpoint = endpoints.first(where: { $0.region.lowercased() == region.lowercased() }) else {
            throw type.isMissing(in: region, from: regions)
        }
        return try ServiceURL(endpoint.url, setting: "the \(type.rawValue) URL of \(endpoint.region) in \(name)")
    }
}
