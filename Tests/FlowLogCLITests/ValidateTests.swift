import FlowLogCLI
import FlowLogSimulator
import FoundationEssentials
import Testing

@Suite("Wrong manifests")
struct ValidateTests {
    @Test("an invalid manifest is exit 3, with every error at once and no call")
    func invalid() async throws {
        try await Shell.withSimulator { shell, simulator in
            try shell.write(webAndDatabase.replacing("filter: DROP", with: "fliter: DROP, log_format: csv"))
            for command in ["plan", "apply"] {
                let result = await shell.run(command, "prod.yaml", command == "apply" ? "--yes" : "--color=never")
                #expect(result.status == .invalid)
                #expect(result.errors.contains("error[unknown-field]") && result.errors.contains("error[invalid-value]"))
                #expect(result.output.isEmpty)
            }
            let validated = await shell.run("validate", "prod.yaml")
            #expect(validated.status == .invalid && validated.output.contains("help: did you mean 'filter'?"))
            #expect(await simulator.requests.isEmpty)
        }
    }

    @Test("strict takes warnings for errors, and JSON says the same as text")
    func validate() async throws {
        try await Shell.with(identity: "http://127.0.0.1:1") { shell in
            try shell.write(manifest("  web: {resource_id: 7b1e5a3e-2f0c-4a9b-9d57-0d6c1f0e8a11, customized_field: [vm_id]}"))
            #expect(await shell.run("validate", "prod.yaml").status == .done)
            #expect(await shell.run("validate", "--strict", "prod.yaml").status == .invalid)
            let json = await shell.run("validate", "--format", "json", "prod.yaml")
            #expect(json.status == .done && json.output.contains(#""code":"legacy-log-field""#) && json.output.contains(#""valid":true"#))
        }
    }
}
