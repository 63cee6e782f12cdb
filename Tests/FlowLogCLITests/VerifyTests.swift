import AsyncHTTPClient
import FlowLogCLI
import FlowLogSimulator
import NIOCore
import NIOHTTP1
import Testing

@Suite("verify")
struct VerifyTests {
    @Test("loggers that capture are proven with one token, one list and one list of ports")
    func proven() async throws {
        try await Shell.withApplied { shell, simulator, web in
            let before = await simulator.requests.count
            let verified = await shell.run("verify", "prod.yaml")
            #expect(verified.status == .done, "\(verified)")
            #expect(verified.output.contains("ok web  ACTIVE, captures 2 ports  \(web)\n"))
            #expect(verified.output.hasSuffix("2 loggers capture.\n"))
            #expect(
                Set(await simulator.requests.dropFirst(before).map(\.path)) == [
                    "/v2.0/tokens", "/v2.0/flowlog-loggers", "/v2.0/flowlog-logging-ports",
                ])
            #expect(await simulator.requests.count == before + 3)
        }
    }

    @Test("a logger in ERROR, switched off, missing, or without a port is exit 2 and says why")
    func unproven() async throws {
        try await Shell.withApplied { shell, simulator, web in
            try await simulator.editBehindTheBack(web, #"{"status": "ERROR", "error_type": "OBSConfigurationError"}"#)
            let failed = await shell.run("verify", "prod.yaml")
            #expect(failed.status == .changes)
            #expect(
                failed.output.contains("!  web  ERROR, should be ACTIVE") && failed.output.contains("error_type: OBSConfigurationError"))
            #expect(failed.output.contains("advice: check the container URL"))
            #expect(failed.output.hasSuffix("Not as the manifests say: 1 of 2 loggers.\n"))

            try await simulator.editBehindTheBack(web, #"{"admin_state_up": false, "status": "INACTIVE", "error_type": ""}"#)
            #expect(await shell.run("verify", "prod.yaml").output.contains("!  web  INACTIVE, should be ACTIVE"))

            try await simulator.editBehindTheBack(web, #"{"admin_state_up": true, "status": "ACTIVE"}"#)
            try await simulator.deleteTarget("7b1e5a3e-2f0c-4a9b-9d57-0d6c1f0e8a11")
            let dangling = await shell.run("verify", "prod.yaml")
            #expect(dangling.status == .changes && dangling.output.contains("!  web  ACTIVE, captures no ports"))

            try shell.write(webAndDatabase + "\n  new: {resource_id: 1c7f2a90-5d3b-4e0e-8b7a-2f6f0f1d9c55}")
            let missing = await shell.run("verify", "--format", "json", "prod.yaml")
            #expect(missing.status == .changes)
            let absent = #"{"reason":"there is no such logger","state":"missing"}"#
            #expect(
                missing.output.contains(
                    #""address":"prod/new","checks":{"fresh":null,"ports":\#(absent),"status":\#(absent),"storage":null},"cloud":null,"#
                        + #""enabled":true,"error_type":"","id":null,"key":"new","ports":0,"problem":"missing""#))
            #expect(missing.output.contains(#""ports":0,"problem":"no_port""#) && missing.output.contains(#""proven":false"#))
        }
    }

    @Test("a logger that the manifest switches off is fine without a port")
    func switchedOff() async throws {
        try await Shell.withSimulator { shell, _ in
            try shell.write(manifest("  web: {resource_id: 7b1e5a3e-2f0c-4a9b-9d57-0d6c1f0e8a11, admin_state_up: false}"))
            #expect(await shell.run("apply", "--yes", "prod.yaml").status == .done)
            let verified = await shell.run("verify", "prod.yaml")
            #expect(verified.status == .done && verified.output.contains("switched off as the manifest says"))
            #expect(verified.output.hasSuffix("0 loggers capture, 1 switched off.\n"))
        }
    }

    @Test("a list of ports that cannot be had is a failure, not a proof")
    func portsFail() async throws {
        let fault = try Fault("GET */flowlog-logging-ports status=403")
        try await Shell.withSimulator(SimulatorConfiguration(buildTime: .zero, faults: [fault])) { shell, _ in
            try shell.write(webAndDatabase)
            #expect(await shell.run("apply", "--yes", "prod.yaml").status == .done)
            let verified = await shell.run("verify", "prod.yaml")
            #expect(verified.status == .notAuthenticated, "\(verified)")
            #expect(verified.output.contains("not verified"))
        }
    }
}

extension SimulatorHandle {
    /// Deletes a port, subnet or VPC; its loggers stay.
    func deleteTarget(_ id: String) async throws {
        var request = HTTPClientRequest(url: "\(baseURL)/_simulator/targets/\(id)")
        request.method = .DELETE
        let response = try await HTTPClient.shared.execute(request, timeout: .seconds(120))
        try #require(response.status == .noContent)
    }
}
