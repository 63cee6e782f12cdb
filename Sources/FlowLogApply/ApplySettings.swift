package import FlowLogModel

/// How an apply runs (Contract: Apply).
package struct ApplySettings: Sendable {
    /// The most actions at once in one place.
    package var parallelism: Int
    /// How long to wait for one logger's status, or for its end.
    package var waitTimeout: Duration
    /// Whether the first failure keeps the rest from starting.
    package var failFast: Bool
    /// What is hidden in the messages of actions.
    var secrets = Secrets()

    package init(parallelism: Int = 8, waitTimeout: Duration = .seconds(600), failFast: Bool = false) {
        self.parallelism = parallelism
        self.waitTimeout = waitTimeout
        self.failFast = failFast
    }

    /// The same with other secrets.
    package func hiding(_ secrets: Secrets) -> ApplySettings {
        var settings = self
        settings.secrets = secrets
        return settings
    }
}
