import ArgumentParser
import FoundationEssentials
import Glibc
import UnixSignals

/// The program `flowlog-simulator`.
@main
struct SimulatorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "flowlog-simulator",
        abstract: "The flow log API in memory, to try manifests and test pipelines without an account.",
        discussion: CommandHelp.discussion
    )

    @Option(help: ArgumentHelp("Port on 127.0.0.1; 0 picks a free one. The first line of output names it.", valueName: "n"))
    var port = 9696

    @Option(
        help: ArgumentHelp("Regions of the catalog, separated by commas, each with loggers of its own. (default: KR1)", valueName: "names"),
        transform: Regions.init(parsing:))
    var regions = Regions(["KR1"])

    @Option(
        help: ArgumentHelp(
            "JSON list of loggers that every tenant starts with in the first region, in the API's field names.", valueName: "file"))
    var seed: String?

    @Option(
        help: ArgumentHelp(
            "JSON object with lists of VPCs, subnets, ports, servers and containers, see above.", valueName: "file"))
    var inventory: String?

    @Flag(help: "Lists of the inventory show other tenants' objects too, as an administrator's do.")
    var allTenants = false

    @Flag(help: "The catalog's address of the compute service ends without /v2/TENANT.")
    var bareComputeUrl = false

    @Option(help: ArgumentHelp("Each ACTIVE logger writes an object each time that this has passed.", valueName: "duration"))
    var objectInterval: DurationArgument?

    @Option(help: ArgumentHelp("The flow log system account, which containers grant Write to.", valueName: "tenant:user"))
    var storageWriter = "flowlog-system:flowlog-writer"

    @Option(help: ArgumentHelp("How long each answer of the object storage is held back, beside --latency.", valueName: "duration"))
    var storageLatency = DurationArgument(value: .zero)

    @Option(
        parsing: .unconditional,  // Else -90s would be taken for an option.
        help: ArgumentHelp("How far the clock of the object storage is ahead; behind with a minus: -90s.", valueName: "duration"),
        transform: parseSkew)
    var storageClockSkew: Duration = .zero

    @Option(
        help: ArgumentHelp(
            "File that keeps the loggers from one run to the next; a tenant found in it gets no seeds any more.", valueName: "file"))
    var state: String?

    @Option(help: ArgumentHelp("How long a logger stays in BUILD, like 500ms, 2s or 10m.", valueName: "duration"))
    var buildTime = DurationArgument(value: .seconds(1))

    @Option(help: ArgumentHelp("How long each answer is held back; the request takes effect at once.", valueName: "duration"))
    var latency = DurationArgument(value: .zero)

    @Option(help: ArgumentHelp("The most objects in one answer to a list; a link leads to the next ones.", valueName: "n"))
    var pageLimit: Int?

    @Option(help: "The password that every user has.")
    var password = "secret"

    @Option(help: ArgumentHelp("How long a token is valid.", valueName: "duration"))
    var tokenLifetime = DurationArgument(value: .seconds(12 * 3600))

    @Flag(help: "Refuse a create or an edit with a name that another logger of the tenant has (409).")
    var uniqueNames = false

    @Flag(help: "Refuse a create for a resource that already has a logger (409).")
    var uniqueTargets = false

    @Option(help: ArgumentHelp("Most loggers that a tenant may have; a create beyond it is refused (409).", valueName: "n"))
    var quota: Int?

    @Option(help: ArgumentHelp("What goes wrong, see above. Repeatable.", valueName: "fault"), transform: Fault.init)
    var fault: [Fault] = []

    @Option(help: ArgumentHelp("Repeats a run with p=… in its faults. Otherwise a seed is picked and printed.", valueName: "n"))
    var faultSeed: UInt64?

    func validate() throws {
        guard (0...65535).contains(port) else { throw ValidationError("--port must be from 0 to 65535.") }
        guard pageLimit ?? 1 >= 1 else { throw ValidationError("--page-limit must be at least 1.") }
        guard quota ?? 0 >= 0 else { throw ValidationError("--quota must be at least 0.") }
        guard storageWriter.split(separator: ":", omittingEmptySubsequences: false).count(where: { !$0.isEmpty }) == 2 else {
            throw ValidationError("--storage-writer must be TENANT:USER.")
        }
        guard objectInterval?.value ?? .seconds(1) > .zero else { throw ValidationError("--object-interval must be more than 0.") }
        guard inventory != nil || objectInterval == nil else {
            throw ValidationError("--object-interval is for --inventory with 'containers': without them there is nowhere to write.")
        }
        guard inventory != nil || !(allTenants || bareComputeUrl) else {
            throw ValidationError("--all-tenants and --bare-compute-url are for --inventory.")
        }
    }

    func run() async throws {
        let configuration = try configuration()
        if faultSeed == nil, configuration.faults.contains(where: \.isRandom) {
            write("flowlog-simulator: picked --fault-seed \(configuration.faultSeed)\n", to: 2)
        }
        let signals = await UnixSignalsSequence(trapping: .sigint, .sigterm)
        do {
            try await withSimulator(configuration) { simulator in
                write("listening on \(simulator.baseURL)\n", to: 1)
                for await _ in signals { break }
            }
        } catch {
            let (message, exitCode) = explain(error)
            write("flowlog-simulator: \(message)\n", to: 2)
            throw exitCode
        }
    }

    /// Why the simulator did not start.
    func explain(_ error: any Error) -> (message: String, exitCode: ExitCode) {
        switch error {
        case let invalid as StateFile.Invalid: ("state file \(state ?? ""): \(invalid)", ExitCode(3))
        default: ("cannot listen on 127.0.0.1:\(port): \(error)", ExitCode(1))
        }
    }

    func configuration() throws -> SimulatorConfiguration {
        let inventory = try read("inventory file", inventory, Inventory.init)
        return SimulatorConfiguration(
            port: port, password: password, buildTime: buildTime.value, tokenLifetime: tokenLifetime.value, latency: latency.value,
            pageLimit: pageLimit, regions: regions.names, seeds: try read("seed file", seed, Seed.list) ?? [],
            inventory: inventory, showsAllTenants: allTenants,
            hasBareComputeURL: bareComputeUrl, objectInterval: objectInterval?.value, storageWriter: storageWriter,
            storageLatency: storageLatency.value, storageClockSkew: storageClockSkew, uniqueNames: uniqueNames,
            uniqueTargets: uniqueTargets, quota: quota, stateFile: state,
            faults: fault, faultSeed: faultSeed ?? .random(in: 0...999_999)
        )
    }

    /// The contents of a file, if there is one.
    private func read<Contents>(_ kind: String, _ path: String?, _ parse: (Data) throws -> Contents) throws -> Contents? {
        guard let path else { return nil }
        guard let bytes = try? Data(contentsOf: URL(filePath: path)) else {
            write("flowlog-simulator: cannot read \(kind) \(path)\n", to: 2)
            throw ExitCode(3)
        }
        do {
            return try parse(bytes)
        } catch {
            write("flowlog-simulator: \(kind) \(path): \(error)\n", to: 2)
            throw ExitCode(3)
        }
    }
}

// The parser continues its own message with these words.
private func parseSkew(_ text: String) throws -> Duration {
    let isBehind = text.hasPrefix("-")
    guard let size = DurationArgument(argument: String(isBehind ? text.dropFirst() : text[...])) else {
        throw ValidationError("must be a duration like 90s or -90s")
    }
    return isBehind ? .zero - size.value : size.value
}

/// Writes at once: a reader at the other end of a pipe may be waiting for the line.
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
