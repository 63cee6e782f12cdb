/// A container of the object storage, as the URL of a logger names it (Service facts: Object storage).
package struct StorageContainer: Sendable, Hashable {
    /// Scheme, host and port, in lower case; who it is is for the service catalog to say, never for a manifest.
    package let origin: String
    /// Whose it is: the object storage has tenants of its own.
    package let tenant: String
    /// As the URL writes it, percent-encoded or not.
    package let name: String

    package init(origin: String, tenant: String, name: String) {
        self.origin = origin
        self.tenant = tenant
        self.name = name
    }

    /// As people know it: `https://HOST/v1/AUTH_TENANT/NAME`.
    package var url: String { "\(storage)/\(name)" }

    /// What it is in: `https://HOST/v1/AUTH_TENANT`.
    package var storage: String { "\(origin)/v1/AUTH_\(tenant)" }
}
