import ArgumentParser
import FoundationEssentials
import UnixSignals

#if canImport(Musl)
    import Musl
#elseif canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The program `flowlog-simulator`.
@main
struct SimulatorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "flowlog-simulator",
        abstract: "The flow log API in memory, to try manifests and test pipelines without an account.",
        discussion: """
            Serves the token call, the flow log loggers and their logging ports on 127.0.0.1 until Ctrl-C. Log in with any user, any \
            tenant and the password 'secret'; each tenant has loggers of its own.

            Example:
              flowlog-simulator --port 9696 --build-time 2s &
              export OS_AUTH_URL=http://127.0.0.1:9696/v2.0 OS_TENANT_ID=demo
              export OS_USERNAME=me OS_PASSWORD=secret OS_REGION_NAME=KR1
              flowlogctl plan flowlog.yaml

            A logger goes from BUILD to ACTIVE (INACTIVE when disabled), and to ERROR when its container's name contains \
            'forbidden' (OBSConfigurationError), 'unavailable' (OBSServiceNotAvailableError) or 'noauth' (AuthenticationSystemError).

            GET /_simulator/requests lists the calls it got. PATCH /_simulator/loggers/ID with a flat object of API fields edits a \
            logger behind the API's back. Neither needs a token.
            """
    )

    @Option(help: ArgumentHelp("Port on 127.0.0.1; 0 picks a free one. The first line of output names it.", valueName: "n"))
    var port = 9696

    @Option(help: ArgumentHelp("JSON list of loggers that every tenant starts with, in the API's field names.", valueName: "file"))
    var seed: String?

    @Option(help: ArgumentHelp("How long a logger stays in BUILD, like 500ms, 2s or 10m.", valueName: "duration"))
    var buildTime = DurationArgument(value: .seconds(1))

    @Option(help: ArgumentHelp("Most objects in one list answer; the next ones are behind a link.", valueName: "n"))
    var pageLimit: Int?

    @Option(help: "The password that every user has.")
    var password = "secret"

    func validate() throws {
        guard (0...65535).contains(port) else { throw ValidationError("--port must be from 0 to 65535.") }
        guard pageLimit ?? 1 >= 1 else { throw ValidationError("--page-limit must be at least 1.") }
    }

    func run() async throws {
        let configuration = SimulatorConfiguration(
            port: port, password: password, buildTime: buildTime.value, pageLimit: pageLimit, seeds: try seeds()
        )
        let signals = await UnixSignalsSequence(trapping: .sigint, .sigterm)
        do {
            try await withSimulator(configuration) { simulator in
                write("listening on \(simulator.baseURL)\n", to: 1)
                for await _ in signals { break }
            }
        } catch {
            write("flowlog-simulator: cannot listen on 127.0.0.1:\(port): \(error)\n", to: 2)
            throw ExitCode(1)
        }
    }

    private func seeds() throws -> [Seed] {
        guard let seed else { return [] }
        do {
            return try Seed.list(parsing: try Data(contentsOf: URL(filePath: seed)))
        } catch let invalid as Seed.Invalid {
            write("flowlog-simulator: seed file \(seed): \(invalid)\n", to: 2)
        } catch {
            write("flowlog-simulator: cannot read seed file \(seed)\n", to: 2)
        }
        throw ExitCode(3)
    }
}

/// Writes at once: somebody may wait for the line at the other end of a pipe.
private func write(_ text: String, to descriptor: CInt) {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
        let count = bytes.withUnsafeBytes { unistdWrite(descriptor, $0) }
        guard count > 0 else { return }
        bytes = bytes.dropFirst(count)
    }
}

private func unistdWrite(_ descriptor: CInt, _ bytes: UnsafeRawBufferPointer) -> Int {
    write(descriptor, bytes.baseAddress, bytes.count)
}
