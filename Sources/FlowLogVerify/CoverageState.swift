/// Whether a port is recorded; of several that hold, the first (Contract: Coverage).
package enum CoverageState: String, Sendable, CaseIterable {
    /// An exclusion of a manifest holds for it.
    case excluded
    /// Enabled, ACTIVE loggers record every packet of it: their logging ports list it.
    case captured
    /// The same, but some packets are not recorded.
    case partial
    /// Nothing uses it.
    case unattached
    /// Of a kind that the service does not record.
    case notCapturable = "not_capturable"
    /// Only a logger that is not well is for it.
    case failing
    /// An enabled logger is for it, and its logging ports do not list it.
    case claimed
    /// Only loggers that are switched off are for it.
    case disabled
    /// No logger is for it.
    case uncovered

    /// Whether it is part of what should be recorded.
    package var counts: Bool {
        switch self {
        case .excluded, .unattached, .notCapturable: false
        case .captured, .partial, .failing, .claimed, .disabled, .uncovered: true
        }
    }

    /// Whether it is recorded, as the service's own list says.
    package var isCovered: Bool { self == .captured || self == .partial }

    /// Whether lists of different moments may have made it look worse than it is.
    package var maySettle: Bool { self == .claimed || self == .uncovered }
}
