import FlowLogAPI
import FlowLogModel
import Testing

@Suite("Proxies from the environment")
struct ProxyTests {
    private func proxy(_ environment: [String: String], for url: String = "https://api.example.com") throws -> HTTPProxy? {
        try ProxySettings(environment: Environment(environment)).proxy(for: ServiceURL(url, setting: "x"))
    }

    @Test(
        "the URL of a proxy, in all its forms",
        arguments: [
            ("http://proxy.example.com:3128", "proxy.example.com", 3128), ("http://proxy.example.com:3128/", "proxy.example.com", 3128),
            ("HTTP://Proxy.Example.com:3128", "proxy.example.com", 3128), ("proxy:8080", "proxy", 8080), ("proxy", "proxy", 80),
            ("http://10.0.0.1:1", "10.0.0.1", 1), ("http://[2001:db8::1]:3128", "2001:db8::1", 3128), ("[::1]:3128", "::1", 3128),
        ])
    func urls(text: String, host: String, port: Int) throws {
        let proxy = try #require(try proxy(["HTTPS_PROXY": text]))
        #expect(proxy.host == host)
        #expect(proxy.port == port)
        #expect(proxy.credentials == nil)
    }

    @Test(
        "user and password of a proxy are percent-decoded",
        arguments: [
            ("http://me:secret@proxy:1", "me", "secret"), ("me:secret@proxy:1", "me", "secret"), ("http://me@proxy:1", "me", ""),
            ("http://m%40e:s%3A%2f%20x@proxy:1", "m@e", "s:/ x"), ("http://me:a:b@c@proxy:1", "me", "a:b@c"),
            ("http://%EC%9B%B9:%F0%9F%94%91@proxy:1", "웹", "🔑"),
        ])
    func credentials(text: String, username: String, password: String) throws {
        let proxy = try #require(try proxy(["HTTPS_PROXY": text]))
        #expect(proxy.credentials?.username == username)
        #expect(proxy.credentials?.password == Secret(password))
        #expect(proxy.name == "proxy:1 (HTTPS_PROXY)")
        #expect(!"\(proxy)".contains("secret"))
    }

    @Test("the variable in lower case counts first; an empty one, or none, is no proxy")
    func names() throws {
        #expect(try proxy(["https_proxy": "a:1", "HTTPS_PROXY": "b:1"])?.host == "a")
        #expect(try proxy(["https_proxy": "", "HTTPS_PROXY": "b:1"])?.host == "b")
        #expect(try proxy(["HTTPS_PROXY": ""]) == nil)
        #expect(try proxy(["HTTP_PROXY": "a:1", "http_proxy": "a:1"]) == nil)
        #expect(try proxy([:]) == nil)
        #expect(try proxy(["HTTPS_PROXY": "a:1", "no_proxy": "x", "NO_PROXY": "*"])?.host == "a")
    }

    @Test(
        "what is no http proxy is an error, without a password that it may hold",
        arguments: [
            ("https://proxy:1", "https_proxy is not an http proxy, and no other kind is supported: 'https://proxy:1'"),
            ("socks5://proxy:1", "https_proxy is not an http proxy, and no other kind is supported: 'socks5://proxy:1'"),
            ("socks5://me:hunter2@proxy:1", "https_proxy is not an http proxy, and no other kind is supported"),
            ("http://", "https_proxy is not the URL of a proxy: 'http://'"),
            ("http://proxy:0", "https_proxy is not the URL of a proxy: 'http://proxy:0'"),
            ("http://me:hunter2@", "https_proxy is not the URL of a proxy"),
            ("http://me:hunter2@proxy:x", "https_proxy is not the URL of a proxy"),
            ("http://me:hunter2%@proxy", "https_proxy has a user name or password that is not percent-encoded"),
            ("http://:hunter2@proxy", "https_proxy has a user name or password that is not percent-encoded"),
        ])
    func malformed(text: String, message: String) {
        let error = #expect(throws: ConfigurationError.self) { try ProxySettings(environment: ["https_proxy": text]) }
        #expect(error?.kind == .url)
        #expect(error?.message == message)
    }

    @Test(
        "NO_PROXY names what is reached without it",
        arguments: [
            ("", "api.example.com", false), ("*", "api.example.com", true), ("*", "10.0.0.1", true),
            ("example.com", "api.example.com", true),
            ("example.com", "example.com", true), (".example.com", "api.example.com", true), (".example.com", "example.com", true),
            ("*.example.com", "api.example.com", true), ("EXAMPLE.com", "API.Example.COM", true),
            ("example.com", "notexample.com", false), ("ample.com", "api.example.com", false), ("api.example.com", "example.com", false),
            ("com", "api.example.com", true), ("example.com:443", "api.example.com", true), ("example.com:8443", "api.example.com", false),
            ("example.com:8443", "api.example.com:8443", true), ("example.com", "api.example.com:8443", true),
            ("a.com, example.com", "api.example.com", true), ("a.com example.com", "api.example.com", true),
            (",,", "api.example.com", false),
            ("example.com:x", "api.example.com", false), (".", "api.example.com", false), ("exa*", "example.com", false),
            ("10.1.2.3", "10.1.2.3", true), ("10.1.2.3", "10.1.2.30", false), ("10.1.2.3:443", "10.1.2.3", true),
            ("10.1.2.3:80", "10.1.2.3", false), ("10.0.0.0/8", "10.200.0.1", true), ("10.0.0.0/8", "11.0.0.1", false),
            ("10.1.0.0/15", "10.0.255.255", true), ("10.1.2.3/32", "10.1.2.3", true), ("10.1.2.3/33", "10.1.2.3", false),
            ("0.0.0.0/0", "10.1.2.3", true), ("0.0.0.0/0", "[2001:db8::1]", false), ("10.0.0.0/8", "a10.example.com", false),
            ("2001:db8::1", "[2001:db8::1]", true), ("2001:DB8:0::1", "[2001:db8::1]", true), ("[2001:db8::1]", "[2001:db8::1]", true),
            ("[2001:db8::1]:443", "[2001:db8::1]", true), ("[2001:db8::1]:80", "[2001:db8::1]", false),
            ("2001:db8::/32", "[2001:db8:ffff::1]", true), ("2001:db8::/32", "[2001:db9::1]", false),
        ])
    func exceptions(list: String, host: String, isDirect: Bool) throws {
        let proxy = try proxy(["HTTPS_PROXY": "proxy:1", "NO_PROXY": list], for: "https://\(host)")
        #expect((proxy == nil) == isDirect)
    }

    @Test(
        "this machine is never reached through a proxy",
        arguments: ["http://localhost:8080", "https://localhost", "http://127.0.0.1:1", "https://127.9.9.9", "http://[::1]:1"])
    func loopback(url: String) throws {
        #expect(try proxy(["HTTPS_PROXY": "proxy:1"], for: url) == nil)
    }
}
