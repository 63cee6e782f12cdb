/// The API's `status`; values that this version does not know are kept (Service facts: Flow log loggers).
package struct LoggerStatus: RawRepresentable, Sendable, Hashable {
    package let rawValue: String

    package init(rawValue: String) { self.rawValue = rawValue }

    package static let build = LoggerStatus(rawValue: "BUILD")
    package static let active = LoggerStatus(rawValue: "ACTIVE")
    package static let inactive = LoggerStatus(rawValue: "INACTIVE")
    package static let error = LoggerStatus(rawValue: "ERROR")

    /// All that the guide knows.
    package static let documented = [active, inactive, build, error]

    /// The status that a logger should reach: ACTIVE when enabled, INACTIVE when not.
    package static func goal(isEnabled: Bool) -> LoggerStatus { isEnabled ? .active : .inactive }

    /// How far it is from what it should be, 0 to 3: the healthier, the less (Contract: Whose logger is it, Matching).
    package func distance(from goal: LoggerStatus) -> Int {
        switch self {
        case goal: 0
        case .build: 1
        case .error: 3
        default: 2
        }
    }
}
