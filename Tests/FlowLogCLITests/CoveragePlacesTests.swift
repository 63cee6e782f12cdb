import FlowLogCLI
import FlowLogSimulator
import FoundationEssentials
import Testing

@Suite("coverage of several places, beside other commands")
struct CoveragePlacesTests {
    private static let subnet = "7b1e5a3e-2f0c-4a9b-9d57-100000000003"

    /// Runs `body` at a simulator of two regions; the first has a subnet with a port that nobody records.
    private func withNetwork(_ body: (Shell, SimulatorHandle) async throws -> Void) async throws {
        let inventory = """
            {"vpcs": [{"id": "v1", "name": "prod"}], "vpcsubnets": [{"id": "\(Self.subnet)", "name": "web", "vpc_id": "v1"}],
             "ports": [{"id": "p1", "network_id": "v1", "device_id": "i", "device_owner": "compute:kr-pub-a", "status": "ACTIVE",
                        "fixed_ips": [{"subnet_id": "\(Self.subnet)", "ip_address": "10.0.1.4"}]}]}
            """
        let configuration = SimulatorConfiguration(
            buildTime: .zero, regions: ["KR1", "KR2"], inventory: try Inventory(parsing: Array(inventory.utf8)))
        try await Shell.withSimulator(configuration, body)
    }

    private static func manifest(_ coverage: String, loggers: String = "{}", region: String = "KR1", head: String = "") -> String {
        """
        apiVersion: flowlog/v1
        stack: prod
        region: \(region)
        \(head)
        coverage: \(coverage)
        loggers: \(loggers)
        """
    }

    @Test("each region and cloud is told by itself, and one that fails hides no other, nor that another is below its minimum")
    func places() async throws {
        try await withNetwork { shell, simulator in
            var shell = shell
            func writeClouds(passwordOfB: String) throws -> String {
                let entries = [("a", "1", "secret"), ("b", "2", passwordOfB)].map { name, digit, password in
                    let auth =
                        "auth_url: '\(simulator.baseURL)/v2.0', username: me, password: \(password), project_id: '\(String(repeating: digit, count: 32))'"
                    return "  \(name): {auth: {\(auth)}}\n"
                }
                return try shell.write("clouds:\n\(entries.joined())", as: "named-clouds")
            }
            let clouds = try writeClouds(passwordOfB: "secret")
            shell.environment = ["HOME": shell.folder.path, "OS_CLIENT_CONFIG_FILE": clouds]
            for (file, cloud, region) in [("a", "a", "KR1"), ("b", "b", "KR1"), ("c", "a", "KR2")] {
                try shell.write(Self.manifest("{min: 0%}", region: region, head: "cloud: \(cloud)"), as: "\(file).yaml")
            }
            func places(_ result: Shell.Result) throws -> [String] {
                let places = try result.json.object?["places"]?.array ?? []
                return places.map { place in
                    let name = (place.object?["region"]?.string ?? "-") + " " + (place.object?["cloud"]?.string ?? "-")
                    let counted = place.object?["counted"]
                    return name + (counted == .int(1) ? ": 1" : counted == .int(0) ? ": 0" : ": unknown")
                }
            }
            let told = await shell.run("coverage", "--format", "json", "c.yaml", "b.yaml", "a.yaml")
            // Nothing to cover is below any minimum.
            #expect(told.status == .changes, "\(told)")
            #expect(try places(told) == ["KR1 a: 1", "KR1 b: 1", "KR2 a: 0"])

            _ = try writeClouds(passwordOfB: "wrong")
            let half = await shell.run("coverage", "--format", "json", "c.yaml", "b.yaml", "a.yaml")
            #expect(half.status == .notAuthenticated, "\(half)")
            #expect(try places(half) == ["KR1 a: 1", "KR1 b: unknown", "KR2 a: 0"])
        }
    }

    @Test(
        "two entries of clouds.yaml for one project are one place: exclusions and the highest minimum of both hold, and no port counts twice"
    )
    func oneProject() async throws {
        try await withNetwork { shell, simulator in
            var shell = shell
            let auth = "auth_url: '\(simulator.baseURL)/v2.0', password: secret, project_id: '\(String(repeating: "1", count: 32))'"
            let clouds = "clouds:\n  a: {auth: {\(auth), username: me}}\n  b: {auth: {\(auth), username: you}}\n"
            shell.environment = ["HOME": shell.folder.path, "OS_CLIENT_CONFIG_FILE": try shell.write(clouds, as: "named-clouds")]
            let exclusion = "{device_owner: 'compute:kr-pub-a', reason: none}"
            try shell.write(Self.manifest("{min: 40%}", head: "cloud: a"), as: "a.yaml")
            try shell.write(Self.manifest("{min: 60%, exclude: [\(exclusion)]}", head: "cloud: b"), as: "b.yaml")
            let before = await simulator.requests.count
            let told = await shell.run("coverage", "--format", "json", "a.yaml", "b.yaml")
            #expect(told.status == .changes, "\(told)")
            let places = try #require(try told.json.object?["places"]?.array)
            let place = places.first?.object
            #expect(places.count == 1 && place?["min"] == .int(60) && place?["counted"] == .int(0), "\(told)")
            #expect(place?["counts"]?.object?["excluded"] == .int(1))
            #expect(await simulator.requests.dropFirst(before).count { $0.path.hasSuffix("/ports") } == 1)
        }
    }

    @Test("no other command minds what a manifest says of coverage, or lists anything for it")
    func otherCommands() async throws {
        try await withNetwork { shell, simulator in
            let logger = """
                {web: {resource_type: SUBNET, resource_id: \(Self.subnet), \
                storage_url: 'https://kr1-api-object-storage.nhncloudservice.com/v1/AUTH_0123456789abcdef/flowlog/web'}}
                """
            let exclusion = "{resource: {vpc: none}, reason: a, until: 2020-01-01}"
            try shell.write(Self.manifest("{min: 100%, exclude: [\(exclusion)]}", loggers: logger))
            try shell.write(Self.manifest("null", loggers: logger), as: "plain.yaml")
            let planned = await shell.run("plan", "prod.yaml")
            let plain = await shell.run("plan", "plain.yaml")
            #expect(planned.output == plain.output && planned.output.contains("Plan: 1 to add"), "\(planned)")
            for arguments in [
                ["validate", "--strict"], ["apply", "--yes"], ["plan", "--detailed-exitcode"], ["drift"], ["verify"], ["release", "--yes"],
                ["apply", "--yes"], ["destroy", "--yes"],
            ] {
                let told = await shell.run(arguments + ["prod.yaml"]) { _ in }
                #expect(told.status == .done && !told.errors.contains("exclusion"), "\(arguments) \(told)")
            }
            #expect(await simulator.requests.allSatisfy { $0.path.contains("flowlog") || $0.path.hasSuffix("/tokens") })
        }
    }
}
