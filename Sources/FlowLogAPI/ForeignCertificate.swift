/// The certificate of a server is not for the host that was to be called.
struct ForeignCertificate: Error {
    var names: [HostIdentity.Name] = []
}
