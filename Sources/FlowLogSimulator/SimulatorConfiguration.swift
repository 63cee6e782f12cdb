/// What the command line decides about a simulator.
package struct SimulatorConfiguration: Sendable {
    /// TCP port on 127.0.0.1; 0 lets the system pick one.
    package var port: Int
    /// The password that every user has.
    package var password: String
    /// How long a logger stays in `BUILD`.
    package var buildTime: Duration
    /// How long a token is valid (Service facts: Identity: undocumented, 12 hours in the vendor's example).
    package var tokenLifetime: Duration
    /// How long each answer is held back, on the system's clock; the back door's are not.
    package var latency: Duration
    /// The most objects in one list answer (Service facts: Neutron conventions, paging); nil for no cap.
    package var pageLimit: Int?
    /// The regions that the service catalog names, each with loggers of its own. The first one has the simulator's own address,
    /// the others a path below it: `/KR2`.
    package var regions: [String]
    /// Loggers that every tenant starts with in the first region, see `Seed`.
    package var seeds: [Seed]
    /// VPCs, subnets, ports and instances of the first region, for every tenant. Nil serves none of these lists, and loggers capture
    /// ports that are invented.
    package var inventory: Inventory?
    /// Whether the lists of the inventory show other tenants' objects too, as an administrator's do.
    package var showsAllTenants: Bool
    /// Whether the catalog's compute address ends without `/v2/{tenantId}` (Service facts: The network's inventory: both exist).
    package var hasBareComputeURL: Bool
    /// How often an ACTIVE logger writes an object; nil for never.
    package var objectInterval: Duration?
    /// The flow log system account, as `TENANT:USER`.
    package var storageWriter: String
    /// How long each answer of the object storage is held back, beside the latency of all.
    package var storageLatency: Duration
    /// How far the clock of the object storage is ahead.
    package var storageClockSkew: Duration
    /// Whether a name that another logger of the tenant has is a 409, in a create and in an edit.
    package var uniqueNames: Bool
    /// Whether a create for a resource that already has a logger is a 409.
    package var uniqueTargets: Bool
    /// The most loggers that a tenant may have; a create beyond it is a 409 `OverQuota` (Service facts: Neutron conventions). Nil for no
    /// limit.
    package var quota: Int?
    /// Path of the file that keeps the loggers: read at start if it exists, replaced after each change. Nil keeps nothing.
    package var stateFile: String?
    /// What goes wrong on request; for each call the faults are asked in this order.
    package var faults: [Fault]
    /// Decides on faults with a probability; the same seed and the same calls give the same faults.
    package var faultSeed: UInt64

    package init(
        port: Int = 0,
        password: String = "secret",
        buildTime: Duration = .seconds(1),
        tokenLifetime: Duration = .seconds(12 * 3600),
        latency: Duration = .zero,
        pageLimit: Int? = nil,
        regions: [String] = ["KR1"],
        seeds: [Seed] = [],
        inventory: Inventory? = nil,
        showsAllTenants: Bool = false,
        hasBareComputeURL: Bool = false,
        objectInterval: Duration? = nil,
        storageWriter: String = "flowlog-system:flowlog-writer",
        storageLatency: Duration = .zero,
        storageClockSkew: Duration = .zero,
        uniqueNames: Bool = false,
        uniqueTargets: Bool = false,
        quota: Int? = nil,
        stateFile: String? = nil,
        faults: [Fault] = [],
        faultSeed: UInt64 = 0
    ) {
        self.port = port
        self.password = password
        self.buildTime = buildTime
        self.tokenLifetime = tokenLifetime
        self.latency = latency
        self.pageLimit = pageLimit
        self.regions = regions
        self.seeds = seeds
        self.inventory = inventory
        self.showsAllTenants = showsAllTenants
        self.hasBareComputeURL = hasBareComputeURL
        self.objectInterval = objectInterval
        self.storageWriter = storageWriter
        self.storageLatency = storageLatency
        self.storageClockSkew = storageClockSkew
        self.uniqueNames = uniqueNames
        self.uniqueTargets = uniqueTargets
        self.quota = quota
        self.stateFile = stateFile
        self.faults = faults
        self.faultSeed = faultSeed
    }
}
