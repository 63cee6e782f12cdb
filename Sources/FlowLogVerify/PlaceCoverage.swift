package import FlowLogModel
package import FlowLogPlan

/// What is recorded in one region of one project, and what was wanted of it (Contract: Coverage).
package struct PlaceCoverage: Sendable, Hashable {
    package let place: Place
    /// Nil if the token does not say.
    package let projectID: ProjectID?
    /// Whole percent; nil for no minimum.
    package let minimum: Int?
    /// What was found, or why it is not known.
    package let outcome: Result<Found, StackFailure>

    package struct Found: Sendable, Hashable {
        package let coverage: Coverage
        package let tree: CoverageTree
        package let exclusions: [ExclusionUse]

        package init(coverage: Coverage, tree: CoverageTree, exclusions: [ExclusionUse]) {
            self.coverage = coverage
            self.tree = tree
            self.exclusions = exclusions
        }
    }

    package init(place: Place, projectID: ProjectID?, minimum: Int?, outcome: Result<Found, StackFailure>) {
        self.place = place
        self.projectID = projectID
        self.minimum = minimum
        self.outcome = outcome
    }

    /// What is known of it; nil if a list failed.
    package var found: Found? { try? outcome.get() }

    /// Why nothing is known of it; nil if something is.
    package var failure: StackFailure? { if case .failure(let failure) = outcome { failure } else { nil } }

    /// Whether less is covered than was wanted: with nothing to cover, a minimum is not reached.
    package var isBelowMinimum: Bool {
        guard let minimum, let coverage = found?.coverage else { return false }
        // Not by whole percent: 94.9 is below 95 either way, since both are rounded down.
        return coverage.share.percent.map { $0 < minimum } ?? true
    }
}

/// The coverage of all regions and projects of a run.
package struct CoverageReport: Sendable, Hashable {
    /// By region, then cloud.
    package let places: [PlaceCoverage]

    package init(_ places: [PlaceCoverage]) {
        self.places = places.sorted { ($0.place.region ?? "", $0.place.cloud ?? "") < ($1.place.region ?? "", $1.place.cloud ?? "") }
    }

    /// Whether a place has less than it should.
    package var isBelowMinimum: Bool { places.contains(where: \.isBelowMinimum) }
}
