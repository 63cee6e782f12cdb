import FlowLogAPI
import FlowLogApply
import FlowLogModel
import Testing

@Suite("Calls through a proxy")
struct ProxyConnectionTests {
    private static func through(_ proxy: String, noProxy: String = "") throws -> TransportSettings {
        var settings = settings()
        settings.proxies = try ProxySettings(environment: ["HTTPS_PROXY": "http://\(proxy)", "NO_PROXY": noProxy])
        return settings
    }

    /// Lists from a server that only the proxy knows as `host`.
    private func list(
        from host: String = "api.example.test", certificate: String = TestCertificates.valid, credentials: String = "",
        answering answer: String = "HTTP/1.1 200 Connection established\r\n\r\n", trusting authority: String = TestCertificates.authority
    ) async throws -> (error: ControlPlaneError?, proxy: String, connects: [String], requests: [String]) {
        let connects = Recorder<String>()
        let requests = Recorder<String>()
        var caught: ControlPlaneError?
        var proxy = ""
        try await RawServer.run(writing: TLSTests.list, recording: requests, certificate: certificate) { url in
            let port = try #require(Int(url.split(separator: ":").last ?? ""))
            try await ConnectProxy.run(to: port, answering: answer, recording: connects) { address in
                proxy = address
                try await withClient(
                    "https://\(host)", Self.through(credentials + address), trusting: TLSTests.trusting(authority)
                ) { client in
                    do throws(ControlPlaneError) { _ = try await client.list() } catch { caught = error }
                }
            }
        }
        return (caught, proxy, connects.items, requests.items)
    }

    @Test("a call goes through the tunnel, with TLS to the service: the proxy sees only its name")
    func tunnel() async throws {
        let (error, _, connects, requests) = try await list()
        #expect(error == nil)
        #expect(connects.first?.hasPrefix("CONNECT api.example.test:443 HTTP/1.1\r\n") == true)
        #expect(connects.first?.lowercased().contains("proxy-authorization") == false)
        #expect(requests.first?.contains("X-Auth-Token: \(sampleToken)\r\n") == true)
    }

    @Test("the proxy gets its credentials, the service does not")
    func credentials() async throws {
        let (error, _, connects, requests) = try await list(credentials: "me:p%40ss@")
        #expect(error == nil)
        // me:p@ss
        #expect(connects.first?.lowercased().contains("proxy-authorization: basic bwu6cebzcw==\r\n") == true)
        #expect(requests.first?.lowercased().contains("proxy-authorization") == false)
    }

    @Test("the service's certificate is checked behind the proxy as well")
    func certificates() async throws {
        var result = try await list(certificate: TestCertificates.elsewhere)
        #expect(
            result.error?.message.hasPrefix(
                "the certificate that api.example.test:443 presents is for other.example.test, not for api.example.test: ") == true)
        result = try await list(certificate: TestCertificates.expired)
        let words = "the certificate of api.example.test:443 is not signed by an authority that this machine trusts, or it expired: "
        #expect(result.error?.message.hasPrefix(words) == true)
        // Where the machine is slow, a connection may not be there in time, and is opened once more.
        #expect(result.connects.count < RetryPolicy.attempts)
        #expect(result.requests.allSatisfy { !$0.contains("flowlog") })
    }

    @Test("a proxy that wants credentials is named, and not asked again; one that cannot connect is")
    func refusals() async throws {
        var result = try await list(credentials: "me:hunter2@", answering: "HTTP/1.1 407 No\r\nContent-Length: 0\r\n\r\n")
        #expect(result.error?.kind == .unreachable)
        #expect(
            result.error?.words
                == "the proxy \(result.proxy) (HTTPS_PROXY) wants a user name and password, or others: write them into its URL")
        #expect(result.connects.count < RetryPolicy.attempts)
        result = try await list(answering: "HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n")
        #expect(result.error?.kind == .unreachable)
        #expect(
            result.error?.words == "the proxy \(result.proxy) (HTTPS_PROXY) answered, but did not connect to api.example.test:443: "
                + "it may forbid that host, or not reach it; add the host to NO_PROXY if it can be reached without")
        #expect(result.error?.message.hasSuffix(", from --endpoint, through the proxy \(result.proxy) (HTTPS_PROXY))") == true)
        #expect(result.connects.count == 6)
    }

    @Test("a proxy that nobody runs is unreachable, and named")
    func noProxy() async throws {
        try await RawServer.withDeafPort { url in
            let address = String(url.dropFirst("http://".count))
            try await withClient("https://api.example.test", Self.through("me:hunter2@\(address)")) { client in
                let error = await #expect(throws: ControlPlaneError.self) { _ = try await client.list() }
                #expect(error?.kind == .unreachable)
                #expect(error?.words == "no connection to the proxy \(address) (HTTPS_PROXY): connection refused")
            }
        }
    }

    @Test("an IP address is called through a proxy if the certificate has it; the proxy's own address counts for nothing")
    func address() async throws {
        let authority = NamedCertificates.authority
        for host in ["10.1.2.3", "[2001:db8::1]"] {
            let (error, _, connects, requests) = try await list(from: host, certificate: NamedCertificates.distant, trusting: authority)
            #expect(error == nil)
            #expect(!connects.isEmpty)
            #expect(requests.contains { $0.contains("flowlog") })
        }
        for (host, certificate) in [
            ("10.1.2.4", NamedCertificates.distant), ("10.1.2.3", NamedCertificates.loopback),
            ("[2001:db8::1]", NamedCertificates.loopback),
            ("api.example.test", NamedCertificates.loopback), ("localhost.example.test", NamedCertificates.commonName),
        ] {
            let (error, _, connects, requests) = try await list(from: host, certificate: certificate, trusting: authority)
            #expect(error?.kind == .unreachable)
            #expect(error?.message.contains(", not for \(host): check the URL, and who answers there") == true)
            #expect(!connects.isEmpty)
            #expect(requests.allSatisfy { !$0.contains("flowlog") })
        }
    }

    @Test("a dot at the end of the host is for whoever resolves it only, not for TLS and HTTP")
    func rooted() async throws {
        let (error, _, connects, requests) = try await list(from: "api.example.test.")
        #expect(error == nil)
        #expect(connects.first?.hasPrefix("CONNECT api.example.test.:443 HTTP/1.1\r\n") == true)
        #expect(requests.first?.lowercased().contains("\r\nhost: api.example.test\r\n") == true)
    }

    @Test("an exception is reached without the proxy")
    func exception() async throws {
        let connects = Recorder<String>()
        try await ConnectProxy.run(to: 1, recording: connects) { address in
            try await withClient("https://api.example.test", Self.through(address, noProxy: ".example.test")) { client in
                let error = await #expect(throws: ControlPlaneError.self) { _ = try await client.list() }
                #expect(error?.words == "no connection to api.example.test:443: the host name was not found")
            }
            try await ScriptedServer.run({ _, _ in .json(listJSON([])) }) { server in
                try await withClient(server.url, Self.through(address)) { client in _ = try await client.list() }
                #expect(server.requests.count == 1)
            }
        }
        #expect(connects.items.isEmpty)
    }
}
