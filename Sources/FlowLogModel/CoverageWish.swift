/// What a stack wants of the coverage of the region and project that it acts in (Contract: Coverage, Exclusions).
package struct CoverageWish: Sendable, Hashable {
    /// Ports that need not be recorded.
    package struct Exclusion: Sendable, Hashable {
        /// Which ports they are.
        package enum Ports: Sendable, Hashable {
            /// Those of a VPC or a subnet, or one.
            case resource(NamedResource)
            /// Those with this `device_owner`, the whole text.
            case deviceOwner(String)

            /// As a manifest says it.
            package var text: String {
                switch self {
                case .resource(let resource): resource.description
                case .deviceOwner(let owner): "device_owner \(owner)"
                }
            }
        }

        package var ports: Ports
        /// Why, for whoever reads the report.
        package var reason: String
        /// The last day on which it holds, in UTC; nil for good.
        package var until: Day?

        package init(ports: Ports, reason: String, until: Day? = nil) {
            self.ports = ports
            self.reason = reason
            self.until = until
        }
    }

    /// The least that must be covered, in whole percent; nil for no minimum.
    package var minimum: Int?
    package var exclusions: [Exclusion]

    package init(minimum: Int? = nil, exclusions: [Exclusion] = []) {
        self.minimum = minimum
        self.exclusions = exclusions
    }
}
