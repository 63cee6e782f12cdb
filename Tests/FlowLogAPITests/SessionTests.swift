import FlowLogAPI
import FlowLogApply
import FlowLogModel
import Testing

@Suite("Logging in")
struct SessionTests {
    private static let tokens = "/v2.0/tokens"

    @Test("a password gets a token, which finds the region in any case and goes with each call")
    func login() async throws {
        try await ScriptedServer.run({ request, url in
            request.uri == Self.tokens
                ? .json(tokenJSON(endpoints: [("KR2", "https://kr2.example.com"), ("Kr1", "\(url)/one/")]))
                : .json(listJSON([loggerJSON()]))
        }) { server in
            try await withLogin(server.url) { session in
                let loggers = try await session.client(region: "kR1").list()
                #expect(loggers.count == 1)
                let project = try await session.projectID()
                #expect(project?.text == sampleProject)
            }
            #expect(server.requests.map(\.call) == ["POST /v2.0/tokens", "GET /one/v2.0/flowlog-loggers"])
            #expect(server.requests.last?.headers["x-auth-token"] == "token-1")
            #expect(server.requests.first?.headers["x-auth-token"] == nil)
            #expect(
                server.requests.first?.body
                    == #"{"auth":{"passwordCredentials":{"password":"\#(samplePassword)","username":"me@example.com"},"#
                    + #""tenantId":"\#(sampleProject)"}}"#)
        }
    }

    @Test("a project can be given by name")
    func tenantName() async throws {
        try await ScriptedServer.run({ _, url in .json(tokenJSON(project: nil, endpoints: [("KR1", url)])) }) { server in
            let credentials = Credentials.password(
                authURL: try ServiceURL(server.url, setting: "x"), username: "me", password: Secret("p"), tenant: .name("prod"))
            try await withSession(credentials: credentials, endpoint: nil, settings: settings()) { session in
                let project = try await session.projectID()
                #expect(project == nil)
            }
            #expect(
                server.requests.first?.body
                    == #"{"auth":{"passwordCredentials":{"password":"p","username":"me"},"tenantName":"prod"}}"#)
        }
    }

    @Test("a given token makes no token call and leaves the project unknown")
    func givenToken() async throws {
        try await ScriptedServer.run({ _, _ in .json(listJSON([])) }) { server in
            try await withSession(credentials: .token(Secret("given")), endpoint: server.url + "/v2.0/", settings: settings()) { session in
                let project = try await session.projectID()
                #expect(project == nil)
                _ = try await session.client(region: "anything").list()
            }
            #expect(server.requests.map(\.call) == ["GET /v2.0/flowlog-loggers"])
            #expect(server.requests.first?.headers["x-auth-token"] == "given")
        }
    }

    @Test("with a password, --endpoint stands in for the catalog")
    func endpoint() async throws {
        try await ScriptedServer.run({ request, _ in
            request.uri == Self.tokens ? .json(tokenJSON(endpoints: [])) : .json(listJSON([]))
        }) { server in
            try await withLogin(server.url, endpoint: server.url + "/own") { session in
                _ = try await session.client(region: nil).list()
            }
            #expect(server.requests.map(\.uri) == [Self.tokens, "/own/v2.0/flowlog-loggers"])
        }
    }

    @Test("a region that the catalog lacks lists those it has")
    func missingRegion() async throws {
        let catalog = tokenJSON(endpoints: [("KR2", "https://b"), ("KR1", "https://a"), ("KR2", "https://c")])
        try await ScriptedServer.run({ _, _ in .json(catalog) }) { server in
            try await withLogin(server.url) { session in
                var error = await #expect(throws: ConfigurationError.self) { _ = try await session.client(region: "KR9") }
                #expect(
                    error
                        == ConfigurationError(
                            .region, "the service catalog has no region 'KR9'",
                            help: "there are: KR1, KR2; name one of them in the manifest, --region, OS_REGION_NAME or clouds.yaml"))
                error = await #expect(throws: ConfigurationError.self) { _ = try await session.client(region: nil) }
                #expect(error?.kind == .region)
                #expect(error?.help?.hasSuffix("there are: KR1, KR2") == true)
            }
            #expect(server.requests.count == 1)
        }
    }

    @Test("of a thousand regions, some of them twice, the right one is taken, the first of its name")
    func manyRegions() async throws {
        try await ScriptedServer.run({ request, url in
            guard request.uri == Self.tokens else { return .json(listJSON([])) }
            let regions = (1...1000).map { ("R\($0)", "\(url)/r\($0)") }
            return .json(tokenJSON(endpoints: regions + [("R7", "\(url)/twice")]))
        }) { server in
            try await withLogin(server.url) { session in
                for region in ["R7", "r1000", "R1"] { _ = try await session.client(region: region).list() }
                let error = await #expect(throws: ConfigurationError.self) { _ = try await session.client(region: "R1001") }
                #expect(error?.help?.contains("R1000, R101") == true)
            }
            #expect(
                server.requests.map(\.uri) == [Self.tokens] + ["r7", "r1000", "r1"].map { "/\($0)/v2.0/flowlog-loggers" })
        }
    }

    @Test("a catalog without a network service, and one with plain http to another machine, are configuration errors")
    func badCatalog() async throws {
        for (endpoints, kind) in [([], ConfigurationError.Kind.region), ([("KR1", "http://10.0.0.1")], .url), ([("KR1", "")], .url)] {
            try await ScriptedServer.run({ _, _ in .json(tokenJSON(endpoints: endpoints)) }) { server in
                try await withLogin(server.url) { session in
                    let error = await #expect(throws: ConfigurationError.self) { _ = try await session.client(region: "KR1") }
                    #expect(error?.kind == kind)
                }
                #expect(server.requests.count == 1)
            }
        }
    }

    @Test(
        "refused credentials carry the server's message",
        arguments: [
            (
                Reply.json(#"{"error": {"code": 401, "title": "Unauthorized", "message": "Invalid user"}}"#, status: 401, requestID: "r"),
                "Invalid user"
            ),
            (.text("Authentication required", status: 401), "HTTP 401 Unauthorized: Authentication required"),
        ])
    func refused(reply: Reply, message: String) async throws {
        try await ScriptedServer.run({ _, _ in reply }) { server in
            try await withLogin(server.url) { session in
                let error = await #expect(throws: ControlPlaneError.self) { _ = try await session.client(region: "KR1") }
                #expect(error?.kind == .notAuthenticated)
                #expect(
                    error?.message.hasPrefix("\(server.authority) refused the login: \(message) (POST \(server.url)/v2.0/tokens, ") == true)
                #expect(error?.message.contains("): check user name, project and password") == true)
                #expect(error?.message.hasSuffix("this was user 'me@example.com', project '\(sampleProject)'") == true)
                // A second try could lock the account.
                await #expect(throws: ControlPlaneError.self) { _ = try await session.projectID() }
            }
            #expect(server.requests.count == 1)
        }
    }

    @Test("a forbidden login says who was to be logged in and what to look at, and is not tried again")
    func forbidden() async throws {
        try await ScriptedServer.run({ _, _ in .json(#"{"message": "no"}"#, status: 403) }) { server in
            try await withLogin(server.url) { session in
                for _ in 0..<2 {
                    let error = await #expect(throws: ControlPlaneError.self) { _ = try await session.projectID() }
                    #expect(error?.kind == .notAuthorized)
                    #expect(
                        error?.message.contains("forbids the login: no (POST ") == true
                            && error?.message.contains("member of the project") == true)
                }
            }
            #expect(server.requests.count == 1)
        }
    }

    @Test(
        "a token of another project than was asked for is not used, however often it is asked for; case and dashes make no other one",
        arguments: [
            (Credentials.Tenant.id("0123456789abcdef0123456789abcdef"), "0123456789ABCDEF-0123456789abcdef", true),
            (.id("01234567-89ab-cdef-0123-456789abcdef"), "0123456789abcdef0123456789abcdef", true), (.id("p"), "", true),
            (.id("0123456789abcdef0123456789abcdef"), "fedcba9876543210fedcba9876543210", false), (.name("Prod"), "p", true),
            (.name("test"), "p", false),
        ])
    func otherProject(tenant: Credentials.Tenant, given: String, isRight: Bool) async throws {
        try await ScriptedServer.run({ request, url in
            request.uri == Self.tokens ? .json(tokenJSON(project: given, endpoints: [("KR1", url)])) : .json(listJSON([]))
        }) { server in
            let credentials = Credentials.password(
                authURL: try ServiceURL(server.url, setting: "x"), username: "me", password: Secret("p"), tenant: tenant)
            try await withSession(credentials: credentials, endpoint: nil, settings: settings()) { session in
                for _ in 0..<2 {
                    do {
                        _ = try await session.client(region: "KR1").list()
                        #expect(isRight)
                    } catch let error as ControlPlaneError {
                        #expect(!isRight && error.kind == .notAuthorized)
                        #expect(error.message.contains("gave a token of another project: "))
                    }
                }
            }
            #expect(server.requests.count { $0.uri == Self.tokens } == 1)
            #expect(server.requests.contains { $0.uri != Self.tokens } == isRight)
        }
    }

    @Test("a host without a token call is not mistaken for a logger that is gone")
    func notAnIdentityService() async throws {
        try await ScriptedServer.run({ _, _ in .json(#"{"message": "nope"}"#, status: 404) }) { server in
            try await withLogin(server.url, endpoint: server.url) { session in
                let client = try await session.client(region: nil)
                let error = await #expect(throws: ControlPlaneError.self) { try await client.delete(sampleID) }
                #expect(error?.kind == .refused(status: 404))
                #expect(error?.message.contains("has no identity service: nope (POST ") == true)
                #expect(error?.message.hasSuffix("the URL of an identity service is https://HOST/v2.0, so check OS_AUTH_URL") == true)
            }
        }
    }

    @Test(
        "an answer without a usable token is an error",
        arguments: [
            "", "<html>", "[]", "{}", #"{"access": {}}"#, #"{"access": {"token": {"id": ""}}}"#, #"{"access": {"token": {"id": 5}}}"#,
            #"{"access": {"token": {"id": "a\r\nb"}}}"#, #"{"access": {"token": {"id": "cut"#,
        ])
    func noToken(body: String) async throws {
        try await ScriptedServer.run({ _, _ in .json(body) }) { server in
            try await withLogin(server.url) { session in
                let error = await #expect(throws: ControlPlaneError.self) { _ = try await session.projectID() }
                #expect(error?.kind == .invalidAnswer)
                #expect(error?.message.hasPrefix("the answer is not a login's: ") == true)
            }
        }
    }

    @Test("many clients of many regions share one token call", arguments: [200, 401])
    func oneTokenCall(status: Int) async throws {
        let gate = Gate(count: 40)
        try await ScriptedServer.run({ request, url in
            guard request.uri == Self.tokens else { return .json(listJSON([])) }
            await gate.wait()
            return .json(tokenJSON(endpoints: [("KR1", url), ("KR2", url)]), status: status)
        }) { server in
            try await withLogin(server.url) { session in
                let succeeded = await withTaskGroup(of: Bool.self) { group in
                    for number in 0..<40 {
                        group.addTask {
                            await gate.arrive()
                            return (try? await session.client(region: number.isMultiple(of: 2) ? "KR1" : "KR2").list()) != nil
                        }
                    }
                    return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
                }
                #expect(succeeded == (status == 200 ? 40 : 0))
            }
            #expect(server.requests.count { $0.uri == Self.tokens } == 1)
        }
    }

    @Test("a caller that is cancelled while it asks for the token does not take the others with it")
    func cancelledAsker() async throws {
        let asked = Gate(count: 1)
        let calls = Recorder<Int>()
        try await ScriptedServer.run({ _, url in
            if calls.add(0) == 1 {
                await asked.arrive()
                await waitForever()
            }
            return .json(tokenJSON(endpoints: [("KR1", url)]))
        }) { server in
            try await withLogin(server.url) { session in
                async let patient = {
                    await asked.wait()
                    return try await session.projectID()
                }()
                await withThrowingTaskGroup(of: ProjectID?.self) { group in
                    group.addTask { try await session.projectID() }
                    await asked.wait()
                    group.cancelAll()
                    await #expect(throws: ControlPlaneError.self) { _ = try await group.next() }
                }
                let project = try await patient
                #expect(project?.text == sampleProject)
            }
            #expect(server.requests.count == 2)
        }
    }
}
