/// What the command line decides about a simulator.
package struct SimulatorConfiguration: Sendable {
    /// TCP port on 127.0.0.1; 0 lets the system pick one.
    package var port: Int
    /// The password that every user has.
    package var password: String
    /// How long a logger stays in `BUILD`.
    package var buildTime: Duration
    /// How long a token is valid (FACTS 2: undocumented, 12 hours in the vendor's example).
    package var tokenLifetime: Duration
    /// The most objects in one list answer (FACTS 3, paging); nil for no cap.
    package var pageLimit: Int?
    /// The region that the service catalog names.
    package var region: String
    /// Loggers that every tenant starts with, see `Seed`.
    package var seeds: [Seed]

    package init(
        port: Int = 0,
        password: String = "secret",
        buildTime: Duration = .seconds(1),
        tokenLifetime: Duration = .seconds(12 * 3600),
        pageLimit: Int? = nil,
        region: String = "KR1",
        seeds: [Seed] = []
    ) {
        self.port = port
        self.password = password
        self.buildTime = buildTime
        self.tokenLifetime = tokenLifetime
        self.pageLimit = pageLimit
        self.region = region
        self.seeds = seeds
    }
}
