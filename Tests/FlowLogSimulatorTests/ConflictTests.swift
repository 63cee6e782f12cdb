import Testing

@testable import FlowLogSimulator

@Suite("Conflicts")
struct ConflictTests {
    @Test("with unique names a create with a name that is taken is a 409 and creates nothing")
    func nameTakenInCreate() async throws {
        try await withClient(SimulatorConfiguration(uniqueNames: true)) { client in
            _ = try await client.create(required)
            let reply = try await client.create(required)
            #expect(reply.status == 409)
            #expect(reply.error?.type == "LoggerNameExists")
            #expect(reply.error?.message == "A flow log logger with the name web already exists.")
            #expect(try await client.list().loggers.count == 1)
        }
    }

    @Test("with unique names an edit to a name that is taken is a 409, one that keeps its name is not")
    func nameTakenInEdit() async throws {
        try await withClient(SimulatorConfiguration(uniqueNames: true)) { client in
            _ = try await client.create(required)
            let id = try await client.create(request(["name": "db"])).id
            #expect(try await client.edit(id, ["name": "db", "description": "kept"]).status == 200)
            #expect(try await client.edit(id, ["name": "web"]).status == 409)
            #expect(try await client.show(id).logger["name"] == "db")
            #expect(try await client.edit("gone", ["name": "web"]).status == 404)
        }
    }

    @Test("a name is free again once its logger is renamed or deleted, and is never taken by another tenant's")
    func nameIsFree() async throws {
        try await withClient(SimulatorConfiguration(uniqueNames: true)) { client in
            let id = try await client.create(required).id
            #expect(try await client.loggedIn(tenant: "tenant-b").create(required).status == 201)
            #expect(try await client.edit(id, ["name": "renamed"]).status == 200)
            let second = try await client.create(required).id
            #expect(try await client.delete(second).status == 204)
            #expect(try await client.create(required).status == 201)
            #expect(try await client.create(request(["name": "Web"])).status == 201)
        }
    }

    @Test("with unique targets a create for a resource that has a logger is a 409, whatever its case and the rest of the request")
    func targetTaken() async throws {
        try await withClient(SimulatorConfiguration(uniqueTargets: true)) { client in
            let id = try await client.create(required).id
            let second = request(["name": "other", "filter": "DROP", "resource_id": .string(portID.uppercased())])
            let reply = try await client.create(second)
            #expect(reply.status == 409)
            #expect(reply.error?.type == "LoggerTargetExists")
            #expect(reply.error?.message == "Resource \(portID) already has a flow log logger.")
            #expect(try await client.list().loggers.count == 1)

            #expect(try await client.create(request(["resource_id": "6e1f0a52-93a7-4a5e-8d3b-0c4f6a1b2c3d"])).status == 201)
            #expect(try await client.edit(id, ["name": "renamed"]).status == 200)
            #expect(try await client.delete(id).status == 204)
            #expect(try await client.create(second).status == 201)
        }
    }

    @Test("a create beyond the quota is a 409 that names the resource, until a logger is deleted")
    func overQuota() async throws {
        try await withClient(SimulatorConfiguration(quota: 2)) { client in
            let id = try await client.create(required).id
            _ = try await client.create(required)
            let reply = try await client.create(required)
            #expect(reply.status == 409)
            #expect(reply.error?.type == "OverQuota")
            #expect(reply.error?.message == "Quota exceeded for resources: ['flowlog_logger'].")
            #expect(try await client.edit(id, ["name": "renamed"]).status == 200)
            #expect(try await client.loggedIn(tenant: "tenant-b").create(required).status == 201)
            _ = try await client.delete(id)
            #expect(try await client.create(required).status == 201)
        }
    }

    @Test("a quota of 0 refuses every create")
    func quotaZero() async throws {
        try await withClient(SimulatorConfiguration(quota: 0)) { client async throws in
            #expect(try await client.create(required).error?.type == "OverQuota")
        }
    }

    @Test("a request that is wrong by itself is a 400 first")
    func badRequestFirst() async throws {
        try await withClient(SimulatorConfiguration(uniqueNames: true)) { client in
            _ = try await client.create(required)
            #expect(try await client.create(request(["filter": "REJECT"])).status == 400)
        }
    }
}
