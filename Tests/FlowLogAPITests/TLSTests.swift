import FlowLogAPI
import FlowLogApply
import FlowLogModel
import Testing

@Suite("Certificates")
struct TLSTests {
    /// An answer that lets the client's list succeed.
    static let list = "HTTP/1.1 200 OK\r\nContent-Length: 23\r\n\r\n{\"flowlog_loggers\": []}"

    static func trusting(_ authority: String) throws -> CertificateAuthorities? {
        try .named(in: ["OS_CACERT": "ca.pem"], cloud: nil, readFile: readFile(of: ["ca.pem": authority]))
    }

    /// How a list call to a server with a certificate fails, the server's `HOST:PORT`, and what the server got.
    private func failure(
        _ certificate: String, as host: String, _ authorities: CertificateAuthorities?, _ settings: TransportSettings = settings()
    ) async throws -> (error: ControlPlaneError?, authority: String, requests: [String]) {
        let requests = Recorder<String>()
        var caught: ControlPlaneError?
        var authority = ""
        try await RawServer.run(writing: Self.list, recording: requests, certificate: certificate) { url in
            let url = url.replacing("127.0.0.1", with: host)
            authority = String(url.dropFirst("https://".count))
            try await withClient(url, settings, trusting: authorities) { client in
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
        let (error, authority, requests) = try await failure(TestCertificates.valid, as: host, nil)
        #expect(error?.kind == .unreachable)
        #expect(
            error?.words
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
        for trusting in [try Self.trusting(TestCertificates.authority), nil] {
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
            error?.words == "the certificate that \(authority) presents is for other.example.test, not for \(host): "
                + "check the URL, and who answers there")
        #expect(requests.allSatisfy { !$0.contains("flowlog") })
    }

    @Test("an address of the server counts only if the URL has it; a name that looks like one, a URI or the subject never do")
    func names() async throws {
        let trusting = try Self.trusting(NamedCertificates.authority)
        for (certificate, host, isFor) in [
            (NamedCertificates.loopback, "127.0.0.1", nil), (NamedCertificates.loopback, "localhost", "127.0.0.1, an IPv6 address"),
            (NamedCertificates.distant, "127.0.0.1", "10.1.2.3, an IPv6 address"), (NamedCertificates.textual, "127.0.0.1", "127.0.0.1"),
            (NamedCertificates.textual, "localhost", "127.0.0.1"), (NamedCertificates.commonName, "localhost", "no host at all"),
        ] {
            let (error, _, requests) = try await failure(certificate, as: host, trusting)
            #expect(error?.kind == isFor.map { _ in .unreachable })
            if let isFor {
                #expect(error?.message.contains("presents is for \(isFor), not for \(host): ") == true, "\(error?.message ?? "")")
            }
            #expect(requests.contains { $0.contains("flowlog") } == (isFor == nil))
        }
    }

    @Test("the webhook's certificate is checked in the same way")
    func webhook() async throws {
        let requests = Recorder<String>()
        try await RawServer.run(writing: Self.list, recording: requests, certificate: NamedCertificates.loopback) { url in
            let url = url.replacing("127.0.0.1", with: "localhost")
            let webhook = try Webhook("\(url)/services/very-secret", variable: "HOOK")
            let trusting = try Self.trusting(NamedCertificates.authority)
            let error = await #expect(throws: ControlPlaneError.self) {
                try await webhook.post("{}", settings: settings(), trusting: trusting)
            }
            #expect(error?.message.contains("presents is for 127.0.0.1, an IPv6 address, not for localhost: ") == true)
            #expect(error?.message.hasSuffix("(POST \(url)/***, from HOOK)") == true)
        }
        #expect(requests.items.allSatisfy { !$0.contains("secret") })
    }

    @Test(
        "names are compared label by label, without case; a star is one whole label",
        arguments: [
            ("a.example.test", "a.example.test", true), ("A.example.test", "a.EXAMPLE.test.", true),
            ("a.example.test", "b.example.test", false),
            ("b.a.example.test", "*.example.test", false), ("a.example.test", "*.example.test", true),
            ("example.test", "*.example.test", false),
            ("web.example.test", "w*.example.test", false), ("web.example.test", "*b.example.test", false), ("a.test", "*.test", false),
            ("a.b.test", "a.*.test", false), ("a.example.test", "*", false), ("a.example.test", "", false),
            (".example.test", "*.example.test", false),
            ("a.example.test", "a.example.test\0.evil.test", false), ("a.example.test", "xa.example.test", false),
            ("a.example.test", ".example.test", false),
            ("10.0.0.1", "10.0.0.1", false), ("10.0.0.1", "*.0.0.1", false), ("xn--9t4b.example.test", "*.example.test", true),
        ])
    func patterns(host: String, name: String, matches: Bool) {
        #expect(HostIdentity(host).isAmong([.dns(Array(name.utf8))]) == matches)
    }

    @Test("addresses are compared by their bytes, however they are written")
    func addresses() {
        #expect(HostIdentity("10.0.0.1").isAmong([.dns([]), .address([10, 0, 0, 1])]))
        #expect(!HostIdentity("10.0.0.1").isAmong([.address([10, 0, 0, 2]), .address([])]))
        let address: [UInt8] = [0x20, 0x01, 0x0D, 0xB8] + Array(repeating: 0, count: 11) + [1]
        #expect(HostIdentity("[2001:db8::1]").isAmong([.address(address)]))
        #expect(HostIdentity("[2001:DB8:0:0::0001]").isAmong([.address(address)]))
        #expect(!HostIdentity("[2001:db8::2]").isAmong([.address(address)]))
        #expect(!HostIdentity("example.test").isAmong([.address(Array("example.test".utf8))]))
        #expect(!HostIdentity("a.test").isAmong([]))
    }

    @Test("a certificate is never tried again, and no request reaches the server")
    func noRetry() async throws {
        let clock = InstantClock()
        let (error, _, _) = try await failure(TestCertificates.valid, as: "localhost", nil, settings(ticker: clock.ticker))
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

    @Test("a PEM file of another system is read, and never only a part of one")
    func otherSystems() throws {
        let pem = TestCertificates.authority + "\n"
        let (lines, carriages) = (pem.replacing("\n", with: "\r\n"), pem.replacing("\n", with: "\r"))
        for text in ["\u{FEFF}\(pem)", lines, carriages, "\u{FEFF}\(lines)"] {
            let read = readFile(of: ["/home/me/ca.pem": text])
            for cloud in [nil, CloudEntry(name: "prod", source: "./clouds.yaml", caFile: "~/ca.pem")] {
                let variables: Environment = ["OS_CACERT": "~/ca.pem", "HOME": "/home/me"]
                #expect(try CertificateAuthorities.named(in: variables, cloud: cloud, readFile: read) != nil)
            }
        }
        func problem(_ bytes: [UInt8], _ variables: Environment = ["OS_CACERT": "f"]) -> ConfigurationError? {
            #expect(throws: ConfigurationError.self) {
                try CertificateAuthorities.named(in: variables, cloud: nil, readFile: { _ in bytes })
            }
        }
        #expect(
            problem([0xFF, 0xFE, 0x2D, 0])
                == ConfigurationError(.tls, "OS_CACERT: 'f' is UTF-16 text", help: "save it as UTF-8 or ASCII text"))
        #expect(problem([0x30, 0x82, 1, 2])?.help?.contains("-inform der") == true)
        let broken = pem + "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"
        #expect(problem(Array(broken.utf8))?.kind == .tls)
        #expect(problem([], ["OS_CACERT": "~root/ca.pem", "HOME": "/root"])?.message.contains("home directory of another user") == true)
        #expect(problem([], ["OS_CACERT": "~/ca.pem"])?.message.contains("HOME is not set") == true)
        #expect(problem([], Environment(["OS_CACERT": "x"], undecodable: ["OS_CACERT"]))?.message == "OS_CACERT is not UTF-8 text")
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
