package import FlowLogModel
import NIOSSL

/// Certificates of authorities that are trusted beside the system's (Contract: Safety, Secrets and hosts).
package struct CertificateAuthorities: Sendable, Hashable {
    let certificates: [NIOSSLCertificate]

    /// Of each certificate it would take long, and hardly any run has two files.
    package func hash(into hasher: inout Hasher) { hasher.combine(certificates.count) }

    /// Reads the file that a cloud's `cacert` or `OS_CACERT` names.
    /// - Parameters:
    ///   - environment: the variables of the process; empty values count as unset.
    ///   - cloud: the entry of `clouds.yaml` that is used, nil for none.
    ///   - known: the files that were read before, by their paths; gets the one that is read.
    ///   - readFile: gives a file's bytes; the description of what it throws goes into the message.
    /// - Returns: nil if no file is named.
    /// - Throws: of kind `tls`, for a file that cannot be read or has no certificates, and if checking certificates is to be switched off.
    package static func named(
        in environment: Environment, cloud: CloudEntry?, known: inout [String: CertificateAuthorities],
        readFile: (String) throws -> [UInt8]
    ) throws(ConfigurationError) -> CertificateAuthorities? {
        func unsupported(_ setting: String) -> ConfigurationError {
            ConfigurationError(
                .tls, "\(setting) is not supported: certificates are always checked",
                help: "set OS_CACERT to the PEM file of the authority that signed the server's certificate")
        }
        func variable(_ name: String) throws(ConfigurationError) -> String? {
            do { return try environment.setting(name) } catch { throw ConfigurationError(.tls, error.description, help: error.help) }
        }
        if isTrue(try variable("OS_INSECURE")) { throw unsupported("OS_INSECURE") }
        if let cloud, cloud.isInsecure { throw unsupported("'insecure' or 'verify: false' of cloud '\(cloud.name)' in \(cloud.source)") }

        let setting: String
        let path: String
        if let cloud, let file = cloud.caFile {
            (setting, path) = ("cacert of cloud '\(cloud.name)' in \(cloud.source)", file)
        } else if let file = try variable("OS_CACERT") {
            (setting, path) = ("OS_CACERT", file)
        } else {
            return nil
        }
        let expanded = try Self.expanded(path, home: try variable("HOME"), setting: setting)
        if let authorities = known[expanded] { return authorities }
        let bytes: [UInt8]
        do { bytes = try readFile(expanded) } catch {
            throw ConfigurationError(.tls, "\(setting): cannot read '\(expanded)': \(error)")
        }
        do {
            let authorities = CertificateAuthorities(certificates: try certificates(in: bytes))
            known[expanded] = authorities
            return authorities
        } catch {
            throw ConfigurationError(.tls, "\(setting): '\(expanded)' \(error.problem)", help: error.help)
        }
    }

    /// The path with the home directory for `~/` (Contract: Credentials, clouds.yaml).
    private static func expanded(_ path: String, home: String?, setting: String) throws(ConfigurationError) -> String {
        guard path.utf8.first == UInt8(ascii: "~") else { return path }
        guard path.hasPrefix("~/") else {
            throw ConfigurationError(.tls, "\(setting): '\(path)' is in the home directory of another user", help: "write the whole path")
        }
        guard let home else {
            throw ConfigurationError(.tls, "\(setting): HOME is not set, so '\(path)' is unknown", help: "write the whole path")
        }
        return home + path.dropFirst()
    }

    private struct Unreadable: Error {
        let problem: String
        let help: String
    }

    /// All certificates of a PEM file, also of one that was saved on another system; never only some of them.
    private static func certificates(in bytes: [UInt8]) throws(Unreadable) -> [NIOSSLCertificate] {
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
            throw Unreadable(problem: "is UTF-16 text", help: "save it as UTF-8 or ASCII text")
        }
        let text = (bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]).map {
            $0 == UInt8(ascii: "\r") ? UInt8(ascii: "\n") : $0
        }
        let blocks = text.split(separator: UInt8(ascii: "\n")).count { $0.starts(with: "-----BEGIN CERTIFICATE-----".utf8) }
        guard let certificates = try? NIOSSLCertificate.fromPEMBytes(text), !certificates.isEmpty else {
            // DER begins with a sequence of a length of two bytes.
            let isDER = bytes.starts(with: [0x30, 0x82])
            throw Unreadable(
                problem: "is not a PEM file of certificates",
                help: isDER
                    ? "it is DER: convert it with openssl x509 -inform der -outform pem"
                    : "its blocks begin with -----BEGIN CERTIFICATE-----")
        }
        guard certificates.count >= blocks else {
            throw Unreadable(
                problem: "has \(blocks) certificates, of which only \(certificates.count) can be read", help: "remove or repair the others")
        }
        return certificates
    }

    /// As OpenStack clients read it.
    private static func isTrue(_ text: String?) -> Bool {
        ["1", "t", "true", "on", "y", "yes"].contains(text?.lowercased())
    }
}
