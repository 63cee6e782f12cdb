/// Where loggers live: a tenant's in one region.
struct Scope: Hashable, Sendable {
    var region: String
    var tenant: String
}
