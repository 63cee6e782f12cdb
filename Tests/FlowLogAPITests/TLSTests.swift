import FlowLogAPI
import FlowLogApply
import FlowLogModel
import Testing

@Suite("Certificates")
struct TLSTests {
    /// An answer that lets the client's list succeed.
    static let list = "HTTP/1.1 200 OK\r\nContent-Length: 23\r\n\r\n{\"flowlog_loggers\": []}"

    private static func trusting(_ authority: String) throws -> TransportSettings {
        var settings = settings()
        settings.authorities = try CertificateAuthorities.named(
            in: ["OS_CACERT": "ca.pem"], cloud: nil, readFile: readFile(of: ["ca.pem": authority]))
        return settings
    }

    /// How a list call to a server with a certificate fails, the server's `HOST:PORT`, and what the server got.
    private func failure(
        _ certificate: String, as host: String, _ settings: TransportSettings
    ) async throws -> (error: ControlPlaneError?, authority: String, requests: [String]) {
        let requests = Recorder<String>()
        var caught: ControlPlaneError?
        var authority = ""
        try await RawServer.run(writing: Self.list, recording: requests, certificate: certificate) { url in
            let url = url.replacing("127.0.0.1", with: host)
            authority = String(url.dropFirst("https://".count))
            try await withClient(url, settings) { client in
                do throws(ControlPlaneError) { _ = try await client.list() } catch { caught = error }
            }
        }
        return (caught, authority, requests.items)
    }

    @Test("a server whose authority OS_CACERT adds is trusted, by name and by address", arguments: ["localhost", "127.0.0.1"])
    func trusted(host: String) async throws {
        let (error, _, requests) = try await failure(TestCertificates.valid, as: host, Self.trusting(TestCertificates.authority))
        #expect(error == nil)
        #expect(requests.count == 1)
    }

    @Test("one whose authority nobody trusts is refused, with the way out", arguments: ["localhost", "127.0.0.1"])
    func untrusted(host: String) async throws {
        let (error, authority, requests) = try await failure(TestCertificates.valid, as: host, settings())
        #expect(error?.kind == .unreachable)
        #expect(
            error?.message
                == "the certificate of \(authority) is not signed by an authority that this machine trusts: "
                + "if it should be trusted, set OS_CACERT to the PEM file of its authority")
        #expect(requests.joined().isEmpty)
    }

    @Test("another authority is of no help")
    func otherAuthority() async throws {
        let (error, _, _) = try await failure(TestCertificates.valid, as: "localhost", Self.trusting(TestCertificates.elsewhere))
        #expect(error?.message.contains("is not signed by an authority that this machine trusts") == true)
    }

    @Test("one that expired, or is not valid yet, is refused with the dates")
    func dates() async throws {
        for trusting in [try Self.trusting(TestCertificates.authority), settings()] {
            var (error, authority, requests) = try await failure(TestCertificates.expired, as: "localhost", trusting)
            #expect(error?.kind == .unreachable)
            #expect(error?.message.hasPrefix("the certificate of \(authority) expired on 2021-01-02 (today is 2") == true)
            #expect(requests.joined().isEmpty)
            (error, authority, requests) = try await failure(TestCertificates.early, as: "localhost", trusting)
            #expect(error?.message.hasPrefix("the certificate of \(authority) is valid from 2110-01-01 on (today is 2") == true)
            #expect(requests.joined().isEmpty)
        }
    }

    @Test("one for another host is refused, by name and by address", arguments: ["localhost", "127.0.0.1"])
    func wrongHost(host: String) async throws {
        let (error, authority, requests) = try await failure(
            TestCertificates.elsewhere, as: host, Self.trusting(TestCertificates.authority))
        #expect(error?.kind == .unreachable)
        #expect(
            error?.message == "the certificate that \(authority) presents is for another host: check the URL, and who answers there")
        #expect(requests.allSatisfy { !$0.contains("flowlog") })
    }

    @Test("a certificate is never tried again, and no request reaches the server")
    func noRetry() async throws {
        let clock = InstantClock()
        let (error, _, _) = try await failure(TestCertificates.valid, as: "localhost", settings(ticker: clock.ticker))
        #expect(error != nil)
        #expect(clock.sleeps.isEmpty)
    }

    @Test("a file named by OS_CACERT or a cloud's entry must be PEM certificates that can be read")
    func badFiles() {
        let files = ["text": "hello", "empty": "", "key": TestCertificates.key, "cut": String(TestCertificates.authority.prefix(200))]
        for path in ["text", "empty", "key", "cut"] {
            let error = #expect(throws: ConfigurationError.self) {
                try CertificateAuthorities.named(in: ["OS_CACERT": path], cloud: nil, readFile: readFile(of: files))
            }
            #expect(error?.kind == .tls)
            #expect(error?.message == "OS_CACERT: '\(path)' is not a PEM file of certificates")
        }
        var error = #expect(throws: ConfigurationError.self) {
            try CertificateAuthorities.named(in: ["OS_CACERT": "/no"], cloud: nil, readFile: readFile(of: files))
        }
        #expect(error == ConfigurationError(.tls, "OS_CACERT: cannot read '/no': No such file or directory"))
        let cloud = CloudEntry(name: "prod", source: "./clouds.yaml", caFile: "text")
        error = #expect(throws: ConfigurationError.self) {
            try CertificateAuthorities.named(in: ["OS_CACERT": "/no"], cloud: cloud, readFile: readFile(of: files))
        }
        #expect(error?.message == "cacert of cloud 'prod' in ./clouds.yaml: 'text' is not a PEM file of certificates")
    }

    @Test("several certificates in a file are all trusted; no file, no change")
    func goodFiles() throws {
        let files = ["ca.pem": TestCertificates.elsewhere + "\n" + TestCertificates.authority + "\n"]
        let cloud = CloudEntry(name: "prod", source: "./clouds.yaml")
        let read = readFile(of: files)
        #expect(try CertificateAuthorities.named(in: ["OS_CACERT": "ca.pem"], cloud: cloud, readFile: read) != nil)
        #expect(try CertificateAuthorities.named(in: ["OS_CACERT": ""], cloud: cloud, readFile: read) == nil)
        #expect(try CertificateAuthorities.named(in: [:], cloud: nil, readFile: read) == nil)
    }

    @Test("switching the check off is refused, and says what to do instead", arguments: ["1", "true", "TRUE", "yes", "on", "t", "y"])
    func insecure(value: String) {
        let error = #expect(throws: ConfigurationError.self) {
            try CertificateAuthorities.named(in: ["OS_INSECURE": value], cloud: nil, readFile: readFile(of: [:]))
        }
        #expect(error?.kind == .tls)
        #expect(error?.message == "OS_INSECURE is not supported: certificates are always checked")
        #expect(error?.help?.contains("OS_CACERT") == true)
    }

    @Test("a false OS_INSECURE is fine, an entry's is refused as well")
    func secure() throws {
        for value in ["", "0", "false", "no"] {
            #expect(try CertificateAuthorities.named(in: ["OS_INSECURE": value], cloud: nil, readFile: readFile(of: [:])) == nil)
        }
        let error = #expect(throws: ConfigurationError.self) {
            try CertificateAuthorities.named(
                in: [:], cloud: CloudEntry(name: "lab", source: "./clouds.yaml", isInsecure: true), readFile: readFile(of: [:]))
        }
        #expect(error?.message.contains("of cloud 'lab' in ./clouds.yaml is not supported") == true)
    }
}
