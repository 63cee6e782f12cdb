import ArgumentParser
import FoundationEssentials
import Testing

@testable import FlowLogSimulator

@Suite("Inventory files")
struct InventoryFileTests {
    @Test(
        "a file that cannot be used is refused with place and reason",
        arguments: [
            ("", "not valid JSON"), ("[]", "not a JSON object of lists"),
            (#"{"networks": []}"#, "'networks' is none of vpcs, vpcsubnets, ports, servers, containers"),
            (#"{"vpcs": {}}"#, "vpcs: not a list"), (#"{"containers": {}}"#, "containers: not a list"),
            (#"{"vpcs": [{"id": "v"}, 7]}"#, "vpc 1: not an object"), (#"{"ports": [{"name": "n"}]}"#, "port 0: id is missing"),
            (#"{"vpcsubnets": [{"id": 7}]}"#, "vpcsubnet 0: id: '7' is not a text"),
            (#"{"servers": [{"id": ""}]}"#, "server 0: id: '' is not a text"),
            (#"{"ports": [{"id": "x"}, {"id": "X"}]}"#, "port 1: id 'X' is there twice"),
        ]
    )
    func invalid(_ json: String, _ reason: String) throws {
        let error = #expect(throws: Inventory.Invalid.self) { try inventory(json) }
        #expect(error?.description == reason)
    }

    @Test("the same id may be in two lists")
    func sameID() throws {
        #expect(try inventory(#"{"vpcs": [{"id": "x"}], "ports": [{"id": "x"}]}"#)[.ports].count == 1)
    }

    @Test("without containers there is no object storage; with them each has an account and a name, once")
    func containers() throws {
        #expect(try inventory(#"{"vpcs": []}"#).containers == nil)
        let container = #"{"account": "a", "name": "flowlog", "X-Container-Write": "t:u", "objects": [{"name": "x"}]}"#
        #expect(try inventory(#"{"containers": [\#(container)]}"#).containers?.count == 1)
        for wrong in [
            #"{"name": "flowlog"}"#, #"{"account": "a"}"#, #"{"account": "a", "name": "b/c"}"#,
            #"{"account": "a", "name": "b", "acl": "x"}"#,
            #"{"account": "a", "name": "b", "objects": [{}]}"#, "\(container), \(container)",
        ] {
            #expect(throws: Inventory.Invalid.self) { try inventory(#"{"containers": [\#(wrong)]}"#) }
        }
    }

    @Test("a file that cannot be read or used ends the program with exit code 3")
    func exitCode() async throws {
        try await withStatePath { path in
            let command = try SimulatorCommand.parse(["--inventory", path])
            #expect(throws: ExitCode(3)) { try command.configuration() }
            try Data("[]".utf8).write(to: URL(filePath: path))
            #expect(throws: ExitCode(3)) { try command.configuration() }
        }
    }

    @Test("options reach the simulator, and mean nothing without an inventory")
    func options() async throws {
        try await withStatePath { path in
            try Data(sampleInventory.utf8).write(to: URL(filePath: path))
            let configuration = try SimulatorCommand.parse(["--inventory", path, "--all-tenants", "--bare-compute-url"]).configuration()
            #expect(configuration.inventory?[.vpcs].count == 5)
            #expect(configuration.showsAllTenants && configuration.hasBareComputeURL)
        }
        for flag in ["--all-tenants", "--bare-compute-url"] {
            let error = #expect(throws: (any Error).self) { try SimulatorCommand.parse([flag]) }
            #expect(error.map { SimulatorCommand.exitCode(for: $0).rawValue } == 64)
        }
    }
}
