package import FlowLogApply
package import FlowLogModel
package import FoundationEssentials
package import Logging

/// How calls are made, the same for all of a run.
package struct TransportSettings: Sendable {
    /// For one attempt of a call, from connecting to the last byte of the answer.
    package var requestTimeout: Duration
    /// How many calls to one host run at once, at least 1; more wait.
    package var parallelism: Int
    /// How many files and sockets calls may have open at once.
    package var descriptors: Int
    /// The program's version, for the `User-Agent` header.
    package var version: String
    /// Gets a line per call at debug level, never a header or a body.
    package var logger: Logger
    /// What is hidden in messages and logs: gets all passwords and tokens that calls use.
    package var secrets: Secrets
    /// The most bytes of one answer, and of all pages of a list; 256 MiB are about 280,000 loggers.
    package var bodyLimit: Int
    /// The most pages of one list (Contract: Safety, Secrets and hosts).
    package var pageLimit = 10_000
    package var proxies: ProxySettings
    /// The clock of pauses between attempts.
    package var ticker: Ticker
    /// The clock of a call itself, whose answer takes its time even where a test makes pauses short.
    package var realTicker: Ticker
    /// Ends every pause; what is on its way is waited for.
    package var interruption: Interruption
    /// 0..<1, for the jitter of retries.
    package var random: @Sendable () -> Double
    /// The time of day, for HTTP dates and for certificates.
    package var now: @Sendable () -> Date

    package init(
        requestTimeout: Duration, parallelism: Int, version: String, logger: Logger, secrets: Secrets = Secrets(),
        bodyLimit: Int = 256 << 20,
        descriptors: Int = 1_024, proxies: ProxySettings = .none, ticker: Ticker = .continuous,
        realTicker: Ticker = .continuous,
        interruption: Interruption = Interruption(),
        random: @escaping @Sendable () -> Double = { Double.random(in: 0..<1) }, now: @escaping @Sendable () -> Date = { Date() }
    ) {
        self.requestTimeout = requestTimeout
        self.parallelism = parallelism
        self.version = version
        self.logger = logger
        self.secrets = secrets
        self.bodyLimit = bodyLimit
        self.descriptors = descriptors
        self.proxies = proxies
        self.ticker = ticker
        self.realTicker = realTicker
        self.interruption = interruption
        self.random = random
        self.now = now
    }

    /// Logs what may quote servers: without secrets, and without what would steer a terminal.
    func log(_ level: Logger.Level, _ words: @autoclosure () -> String) {
        logger.log(level: level, "\(secrets.hiding(in: words()).visible)")
    }
}
