import FlowLogAPI
import FlowLogModel
import Testing

@Suite("Which places may be one project, before any login")
struct NeighbourhoodTests {
    private static let project = "0123456789abcdef0123456789abcdef"

    private func login(_ tenant: Credentials.Tenant, at identity: String = "https://identity.example/v2.0") throws -> Credentials {
        .password(authURL: try ServiceURL(identity, setting: "test"), username: "me", password: Secret("secret"), tenant: tenant)
    }

    /// Whether a stack of another shard is a neighbour of one that acts in cloud `a` and region KR1.
    private func isNeighbour(
        _ other: Credentials?, in region: String = "KR1", of own: Credentials?
    ) -> Bool {
        let credentials = ["a": own, "b": other].compactMapValues { $0 }
        let neighbourhood = Neighbourhood(
            of: [Place(cloud: "a", region: "KR1")],
            credentials: Dictionary(uniqueKeysWithValues: credentials.map { (Optional($0.key), $0.value) }))
        return neighbourhood.contains(Place(cloud: "b", region: region))
    }

    @Test("the same place is one, whatever is known of its credentials")
    func same() {
        let neighbourhood = Neighbourhood(of: [Place(cloud: nil, region: "KR1")], credentials: [:])
        #expect(neighbourhood.contains(Place(cloud: nil, region: "kr1")))
        #expect(!neighbourhood.contains(Place(cloud: nil, region: "KR2")))
        #expect(!neighbourhood.contains(Place(cloud: "a", region: "KR1")))
    }

    @Test("one id in any spelling, one name, or an id and a name may be one project; two ids or two names are two")
    func projects() throws {
        let (id, name) = (try login(.id(Self.project)), try login(.name("prod")))
        #expect(isNeighbour(id, of: id) && isNeighbour(name, of: name))
        #expect(isNeighbour(try login(.name("PROD")), of: name))
        #expect(isNeighbour(try login(.id("01234567-89AB-cdef-0123-456789abcdef")), of: id))
        #expect(isNeighbour(id, of: name) && isNeighbour(name, of: id))
        #expect(!isNeighbour(try login(.id(String(repeating: "f", count: 32))), of: id))
        #expect(!isNeighbour(try login(.name("test")), of: name))
    }

    @Test("another region or another identity service is another project, and so is what cannot be logged in to")
    func elsewhere() throws {
        let own = try login(.id(Self.project))
        #expect(isNeighbour(try login(.id(Self.project), at: "https://IDENTITY.example/"), of: own))
        #expect(!isNeighbour(own, in: "KR2", of: own))
        #expect(!isNeighbour(try login(.id(Self.project), at: "https://other.example"), of: own))
        #expect(!isNeighbour(nil, of: own) && !isNeighbour(own, of: nil))
        #expect(!isNeighbour(.token(Secret("token")), of: own) && !isNeighbour(own, of: .token(Secret("token"))))
    }
}
