import FlowLogAPI
import FlowLogApply
import FlowLogModel
import Testing

@Suite("Lists of the network")
struct NetworkListTests {
    /// What a client makes of one answer to any of its calls.
    private func list<Object: Sendable>(
        _ body: String, status: Int = 200, _ read: (NetworkClient) async throws -> [Object]
    ) async throws -> [Object] {
        var objects: [Object] = []
        try await ScriptedServer.run({ _, _ in .json(body, status: status) }) { server in
            try await withNetwork(server.url) { objects = try await read($0) }
        }
        return objects
    }

    private func withNetwork(_ url: String, _ body: (NetworkClient) async throws -> Void) async throws {
        try await withSession(credentials: .token(Secret(sampleToken)), endpoint: url, settings: settings()) { session in
            try await body(try await session.network(region: nil))
        }
    }

    @Test("each list is one call, without a filter, with the token")
    func calls() async throws {
        try await ScriptedServer.run({ _, _ in .json(#"{"vpcs": [], "vpcsubnets": [], "ports": []}"#) }) { server in
            try await withNetwork(server.url + "/base/") { network in
                _ = try await network.vpcs()
                _ = try await network.subnets()
                _ = try await network.ports()
            }
            #expect(
                server.requests.map(\.call) == ["GET /base/v2.0/vpcs", "GET /base/v2.0/vpcsubnets", "GET /base/v2.0/ports"])
            #expect(server.requests.allSatisfy { $0.headers["x-auth-token"] == sampleToken })
        }
    }

    @Test("a VPC has its name, its addresses and its owner; what is not there or odd is nil, and nobody but its owner's")
    func vpcs() async throws {
        let vpcs = try await list(
            #"""
            {"vpcs": [
              {"id": "a", "name": "운영 망", "cidrv4": "10.0.0.0/16", "tenant_id": "p", "shared": true, "router:external": false, "state": "available"},
              {"id": "b", "name": "public_network", "project_id": "q", "shared": false, "router:external": true},
              {"id": "c"},
              {"id": "d", "name": null, "cidrv4": null, "tenant_id": null, "shared": null, "router:external": null},
              {"id": "e", "name": 5, "cidrv4": ["10.0.0.0/8"], "tenant_id": {}, "shared": "true", "router:external": 1},
              {"id": "f", "name": "", "tenant_id": ""}]}
            """#
        ) { try await $0.vpcs() }
        #expect(
            vpcs == [
                VPC(id: "a", name: "운영 망", cidr: "10.0.0.0/16", owner: NetworkOwner(projectID: "p", isShared: true)),
                VPC(id: "b", name: "public_network", owner: NetworkOwner(projectID: "q", isExternal: true)),
                VPC(id: "c"), VPC(id: "d"), VPC(id: "e"),
                // Neutron's own objects belong to no project, which is not the same as not saying it.
                VPC(id: "f", name: "", owner: NetworkOwner(projectID: "")),
            ])
    }

    @Test("a subnet is part of the VPC that 'vpc_id' says, or else 'vpc'")
    func subnets() async throws {
        let subnets = try await list(
            #"""
            {"vpcsubnets": [
              {"id": "a", "name": "web", "cidr": "10.0.1.0/24", "vpc_id": "v", "vpc": {"id": "other", "name": "prod", "shared": false}, "tenant_id": "p"},
              {"id": "b", "vpc": {"id": "v"}, "shared": true, "router:external": true},
              {"id": "c", "vpc_id": 7, "vpc": {"id": "v", "name": 7}},
              {"id": "d", "vpc": "v", "cidr": false},
              {"id": "e", "vpc_id": null, "vpc": null}, {"id": "f", "vpc": {"id": [], "name": "prod"}}]}
            """#
        ) { try await $0.subnets() }
        #expect(
            subnets == [
                Subnet(
                    id: "a", name: "web", cidr: "10.0.1.0/24", vpcID: "v", vpcName: "prod", owner: NetworkOwner(projectID: "p")),
                Subnet(id: "b", vpcID: "v", owner: NetworkOwner(isShared: true, isExternal: true)),
                Subnet(id: "c", vpcID: "v"), Subnet(id: "d"), Subnet(id: "e"), Subnet(id: "f", vpcName: "prod"),
            ])
    }

    @Test("of a port, an empty field is not a missing one, and an odd address is an address of which nothing is known")
    func ports() async throws {
        let ports = try await list(
            #"""
            {"ports": [
              {"id": "a", "name": "", "network_id": "v", "tenant_id": "p", "status": "ACTIVE", "admin_state_up": true, "device_id": "s",
               "device_owner": "compute:kr-pub-a", "mac_address": "fa:16:3e:00:00:01",
               "fixed_ips": [{"subnet_id": "n", "ip_address": "10.0.1.5"}, {"subnet_id": "m"}]},
              {"id": "b", "device_id": "", "device_owner": "", "fixed_ips": []},
              {"id": "c", "fixed_ips": {"ip_address": "10.0.1.5"}, "network_id": 3, "status": 0, "device_id": [], "device_owner": {}},
              {"id": "d", "fixed_ips": ["10.0.1.5", null, 4, [], {"subnet_id": 1, "ip_address": "10.0.1.6"}]},
              {"id": "e", "fixed_ips": null}]}
            """#
        ) { try await $0.ports() }
        #expect(
            ports == [
                Port(
                    id: "a", name: "", vpcID: "v",
                    addresses: [Port.Address(subnetID: "n", ip: "10.0.1.5"), Port.Address(subnetID: "m")], deviceID: "s",
                    deviceOwner: "compute:kr-pub-a", status: "ACTIVE", projectID: "p"),
                Port(id: "b", addresses: [], deviceID: "", deviceOwner: ""),
                Port(id: "c"),
                Port(id: "d", addresses: Array(repeating: Port.Address(), count: 4) + [Port.Address(ip: "10.0.1.6")]),
                Port(id: "e"),
            ])
    }

    @Test(
        "an object without a usable id makes the list unusable, and so does a list that is none",
        arguments: [
            (#"{"vpcs": [{"name": "a"}]}"#, "vpcs[0]: 'id' is missing"), (#"{"vpcs": [{"id": ""}]}"#, "vpcs[0] (id ): 'id' is empty"),
            (#"{"vpcs": [{"id": "a"}, {"id": 5}]}"#, "vpcs[1]: 'id' should be a string, is a number"),
            (#"{"vpcs": [null]}"#, "vpcs[0] should be an object, is null"),
            (#"{"vpcs": {}}"#, "'vpcs' should be a list, is an object"), (#"{"networks": []}"#, "'vpcs' is missing"),
        ])
    func malformed(body: String, words: String) async throws {
        let error = await #expect(throws: ControlPlaneError.self) { _ = try await list(body) { try await $0.vpcs() } }
        #expect(error?.kind == .invalidAnswer)
        #expect(error?.words == "the answer is not what the API documents: \(words)")
        #expect(error?.message.contains("/v2.0/vpcs, from --endpoint)") == true)
    }

    @Test("next links are followed, under each list's own name, and a link that leads nowhere is an error")
    func pages() async throws {
        try await ScriptedServer.run({ request, _ in
            let list = request.uri.prefix { $0 != "?" }.split(separator: "/").last ?? ""
            let page = request.uri.contains("?") ? 2 : 1
            let links = page == 1 ? #", "\#(list)_links": [{"rel": "next", "href": "http://10.0.0.7:9696/v2.0/\#(list)?marker=x-1"}]"# : ""
            return .json(#"{"\#(list)": [{"id": "\#(list)-\#(page)"}, {"id": "\#(list)-both"}]\#(links)}"#)
        }) { server in
            try await withNetwork(server.url) { network in
                let vpcs = try await network.vpcs()
                #expect(vpcs.map(\.id) == ["vpcs-1", "vpcs-both", "vpcs-2"])
                let subnets = try await network.subnets()
                #expect(subnets.map(\.id) == ["vpcsubnets-1", "vpcsubnets-both", "vpcsubnets-2"])
                let ports = try await network.ports()
                #expect(ports.map(\.id) == ["ports-1", "ports-both", "ports-2"])
            }
            #expect(server.requests.count == 6)
        }
        let cut = #"{"ports": [{"id": "a"}], "ports_links": [{"rel": "next", "href": "/v2.0/ports"}]}"#
        let error = await #expect(throws: ControlPlaneError.self) { _ = try await list(cut) { try await $0.ports() } }
        #expect(error?.words == "the answer has a 'next' link without a query")
    }

    @Test(
        "a refusal says which list it is, and what is needed for it",
        arguments: [
            (
                403, ControlPlaneError.Kind.notAuthorized,
                "not yours. The user needs a role in the project that may list subnets"
            ),
            (404, .notFound, "not yours. There is no list of subnets at this URL, so check it"),
        ])
    func refusals(status: Int, kind: ControlPlaneError.Kind, words: String) async throws {
        let body = #"{"NeutronError": {"type": "PolicyNotAuthorized", "message": "not yours", "detail": ""}}"#
        let error = await #expect(throws: ControlPlaneError.self) { _ = try await list(body, status: status) { try await $0.subnets() } }
        #expect(error?.kind == kind)
        #expect(error?.words == words)
        #expect(error?.message.contains("/v2.0/vpcsubnets, from ") == true)
    }
}
