package import FlowLogModel
import NIOSSL

/// Certificates of authorities that are trusted beside the system's (CONTRACT section 5).
package struct CertificateAuthorities: Sendable {
    let certificates: [NIOSSLCertificate]

    /// Reads the file that a cloud's `cacert` or `OS_CACERT` names.
    /// - Parameters:
    ///   - environment: the variables of the process; empty values count as unset.
    ///   - cloud: the entry of `clouds.yaml` that is used, nil for none.
    ///   - readFile: gives a file's bytes; the description of what it throws goes into the message.
    /// - Returns: nil if no file is named.
    /// - Throws: of kind `tls`, for a file that cannot be read or has no certificates, and if checking certificates is to be switched off.
    package static func named(
        in environment: [String: String], cloud: CloudEntry?, readFile: (String) throws -> [UInt8]
    ) throws(ConfigurationError) -> CertificateAuthorities? {
        func unsupported(_ setting: String) -> ConfigurationError {
            ConfigurationError(
                .tls, "\(setting) is not supported: certificates are always checked",
                help: "set OS_CACERT to the PEM file of the authority that signed the server's certificate")
        }
        if isTrue(environment["OS_INSECURE"]) { throw unsupported("OS_INSECURE") }
        if let cloud, cloud.isInsecure { throw unsupported("'insecure' or 'verify: false' of cloud '\(cloud.name)' in \(cloud.source)") }

        let setting: String
        let path: String
        if let cloud, let file = cloud.caFile {
            (setting, path) = ("cacert of cloud '\(cloud.name)' in \(cloud.source)", file)
        } else if let file = environment["OS_CACERT"], !file.isEmpty {
            (setting, path) = ("OS_CACERT", file)
        } else {
            return nil
        }
        let bytes: [UInt8]
        do { bytes = try readFile(path) } catch { throw ConfigurationError(.tls, "\(setting): cannot read '\(path)': \(error)") }
        guard let certificates = try? NIOSSLCertificate.fromPEMBytes(bytes), !certificates.isEmpty else {
            throw ConfigurationError(
                .tls, "\(setting): '\(path)' is not a PEM file of certificates", help: "its blocks begin with -----BEGIN CERTIFICATE-----")
        }
        return CertificateAuthorities(certificates: certificates)
    }

    /// As OpenStack clients read it.
    private static func isTrue(_ text: String?) -> Bool {
        ["1", "t", "true", "on", "y", "yes"].contains(text?.lowercased())
    }
}
