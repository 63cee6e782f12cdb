import FlowLogApply
import FlowLogCLI
import FlowLogSimulator
import FoundationEssentials
import Testing

/// One way of a service to differ from the guide, as faults of the simulator.
struct ServiceMode: CustomTestStringConvertible, Sendable {
    /// What it may do to the mark of a logger.
    enum Marks { case kept, lostInCreates, lostInEdits }

    let name: String
    let faults: [String]
    /// Whether it does all that it is asked, so that a run can only end well.
    var isObedient = true
    var marks = Marks.kept

    var testDescription: String { name }

    private static func normalising(_ name: String, _ forms: String) -> ServiceMode {
        ServiceMode(name: name, faults: ["POST * stores=\(forms)", "PUT * stores=\(forms)"], isObedient: false)
    }

    static let all: [ServiceMode] = [
        ServiceMode(name: "as the guide says", faults: []),
        normalising("interval clamped", "clamp-interval"),
        normalising("URL normalised", "lower-host,decode-url,squeeze-url"),
        normalising("columns sorted", "sort-columns"),
        normalising("no GZIP in PARQUET", "raw-parquet"),
        normalising("text trimmed", "trim-text"),
        normalising("white space squeezed", "squeeze-text"),
        normalising("all of it", "clamp-interval,lower-host,decode-url,squeeze-url,sort-columns,raw-parquet,squeeze-text"),
        ServiceMode(
            name: "creates lose their marks from the third on", faults: ["POST */flowlog-loggers stores=drop-brackets n=3-"],
            isObedient: false, marks: .lostInCreates),
        ServiceMode(
            name: "edits lose marks from the second on", faults: ["PUT * stores=drop-brackets n=2-"], isObedient: false,
            marks: .lostInEdits),
        ServiceMode(name: "writes answered by 204", faults: ["POST */flowlog-loggers no-body=204", "PUT * no-body=204"]),
        ServiceMode(name: "writes answered without a body", faults: ["POST */flowlog-loggers no-body", "PUT * no-body=200"]),
        ServiceMode(name: "some writes answered without a body", faults: ["POST */flowlog-loggers no-body p=0.5", "PUT * no-body p=0.5"]),
        ServiceMode(name: "shows are late", faults: ["GET */flowlog-loggers/* stale-show=5s"]),
        ServiceMode(name: "some shows are late", faults: ["GET */flowlog-loggers/* stale-show=20s p=0.2"], isObedient: false),
        ServiceMode(name: "lists are late", faults: ["GET */flowlog-loggers stale-list=12s"]),
        ServiceMode(name: "some lists are very late", faults: ["GET */flowlog-loggers stale-list=50s p=0.4"], isObedient: false),
        ServiceMode(name: "deletes are late", faults: ["DELETE * delete-lag=6s", "GET */flowlog-loggers stale-list=3s"]),
        ServiceMode(name: "ids in upper case", faults: ["* */flowlog-* ids=upper"]),
        ServiceMode(name: "ids in upper case in lists", faults: ["GET */flowlog-loggers ids=upper"]),
        ServiceMode(name: "projects in upper case", faults: ["* */flowlog-* ids=upper-project"]),
        ServiceMode(name: "projects with dashes in lists", faults: ["GET */flowlog-loggers ids=dashed-project"]),
        ServiceMode(name: "others' loggers lack fields", faults: ["GET * lacks=filter,partition_period,name,status,created_at"]),
        ServiceMode(
            name: "others' loggers have null",
            faults: ["GET * nulls=aggregation_interval,admin_state_up,resource_id,storage_url,description,status,error_type"]),
    ]
}

/// A service that outlives its process, a user's folder, and time that passes only where somebody waits for it.
struct LawWorld {
    let mode: ServiceMode
    let folder: URL
    let clock = SimulatorClock()
    /// What runs wrote: printed with a failure.
    private(set) var journal: [String] = []

    static let storage = "https://KR1-api-object-storage.nhncloudservice.com/v1/AUTH_0123456789abcdef0123456789abcdef/flowlog"
    static let keys = ["web", "db", "edge", "vpn"]
    private static let project = "0123456789abcdef0123456789abcdef"

    /// The loggers of others: one without a mark, and odd under some modes; one of another stack; one whose name is not ours to take.
    private static let seeds = """
        [{"id": "aaaaaaaa-0000-4000-8000-000000000001", "name": "an odd one", "resource_id": "aaaaaaaa-0000-4000-8000-00000000000a", "storage_url": "\(storage)/odd"},
         {"id": "aaaaaaaa-0000-4000-8000-000000000002", "name": "theirs", "description": "[flowlogctl:theirs/web protected]",
          "resource_id": "aaaaaaaa-0000-4000-8000-00000000000b", "storage_url": "\(storage)/theirs"},
         {"id": "aaaaaaaa-0000-4000-8000-000000000003", "name": "odd too", "description": "[flowlogctl:prod/",
          "resource_id": "aaaaaaaa-0000-4000-8000-00000000000c", "storage_url": "\(storage)/three"}]
        """

    init(mode: ServiceMode, folder: URL) {
        self.mode = mode
        self.folder = folder
    }

    /// Runs a command line against the service, in a new process of it with these faults.
    mutating func run(_ arguments: [String], _ manifest: LawManifest, faults: [String], seed: UInt64) async throws -> Shell.Result {
        let configuration = SimulatorConfiguration(
            buildTime: .milliseconds(300), seeds: try Seed.list(parsing: Array(Self.seeds.utf8)),
            stateFile: folder.appending(path: "state.json").path, faults: try faults.map(Fault.init), faultSeed: seed)
        try Data(manifest.text.utf8).write(to: folder.appending(path: "prod.yaml"))
        let (folder, clock) = (folder, clock)
        let start = clock.now
        clock.advance(by: .seconds(60))
        let result = try await withSimulator(configuration, clock: clock) { simulator in
            var shell = Shell(folder: folder, environment: [:], typed: nil)
            shell.environment = [
                "OS_AUTH_URL": "\(simulator.baseURL)/v2.0", "OS_USERNAME": "me", "OS_PASSWORD": "secret", "OS_TENANT_ID": Self.project,
            ]
            return await shell.run(arguments + ["prod.yaml"]) { context in
                context.ticker = Ticker(
                    now: { .seconds(clock.now.timeIntervalSince(start)) },
                    sleep: { duration in
                        clock.advance(by: duration)
                        await Task.yield()
                        try Task.checkCancellation()
                    })
            }
        }
        journal.append(
            "$ \(arguments.joined(separator: " ")) \(faults)\n\(manifest.text)\n\(result.output)\(result.errors)exit \(result.status)")
        return result
    }

    /// What is live, as the service keeps it.
    func live() throws -> [JSONObject] {
        let file = folder.appending(path: "state.json")
        guard FileManager.default.fileExists(atPath: file.path) else { return [] }
        let state = try JSONValue(parsing: try Data(contentsOf: file))
        let loggers = state.object?["projects"]?.array?.first?.object?["loggers"]?.array ?? []
        return loggers.compactMap { $0.object?["fields"]?.object }
    }

    /// The loggers of others, which nobody may touch.
    func others() throws -> [JSONObject] { try live().filter { $0["id"]?.string?.hasPrefix("aaaaaaaa") == true } }

    /// How many loggers there are for each key, by what they record.
    func counts() throws -> [String: Int] {
        let targets = try live().compactMap { $0["resource_id"]?.string }.filter { !$0.hasPrefix("aaaaaaaa") }
        return Dictionary(targets.map { (Self.keys[Int($0.suffix(1)) ?? 0], 1) }, uniquingKeysWith: +)
    }

    /// The ids of the loggers of our targets that have no mark.
    func orphans() throws -> Set<String> {
        let unmarked = try live().filter {
            $0["id"]?.string?.hasPrefix("aaaaaaaa") == false && $0["description"]?.string?.contains("[flowlogctl:") == false
        }
        return Set(unmarked.compactMap { $0["id"]?.string })
    }
}

/// A manifest whose next version leads there by updates, creates, deletes and both kinds of replaces.
struct LawManifest {
    /// The lines of each logger, by field.
    private var loggers: [String: [String: String]] = [:]

    var keys: Set<String> { Set(loggers.keys) }

    /// What a logger may say; the last of each is what services like to keep otherwise.
    private static let choices: [(field: String, values: [String])] = [
        ("description", [#""""#, "text", "웹 서버", #""two  blanks ""#]),
        ("admin_state_up", ["false", "true"]),
        ("filter", ["ALL", "DROP", "ACCEPT"]),
        ("aggregation_interval", ["10", "1"]),
        ("log_format", ["CSV", "PARQUET"]),
        ("compression_type", ["RAW", "GZIP"]),
        ("storage_url", ["plain", "two//slashes", "a%62c//d"].map { "\(LawWorld.storage)/\($0)" }),
        ("customized_field", ["'bytes,src_addr'", "'src_addr,bytes'"]),
        ("lifecycle", ["{replace: delete_first}", "{replace: create_first}"]),
    ]

    init(using random: inout some RandomNumberGenerator) {
        for key in LawWorld.keys where .oneIn(2, using: &random) { add(key, using: &random) }
        for (field, values) in Self.choices { loggers["web", default: [:]][field] = values.last }
    }

    private mutating func add(_ key: String, using random: inout some RandomNumberGenerator) {
        for (field, values) in Self.choices { loggers[key, default: [:]][field] = values.randomElement(using: &random) }
    }

    /// The next version: some keys come or go, most of the others change in what may be edited, some in what may not.
    func changed(using random: inout some RandomNumberGenerator) -> LawManifest {
        var next = self
        for key in LawWorld.keys {
            if loggers[key] == nil {
                if .oneIn(2, using: &random) { next.add(key, using: &random) }
            } else if key != "web", .oneIn(4, using: &random) {
                next.loggers[key] = nil
            } else {
                let fields = .oneIn(3, using: &random) ? Self.choices[...] : Self.choices.prefix(2)
                if let (field, values) = fields.randomElement(using: &random) {
                    next.loggers[key]?[field] = values.randomElement(using: &random)
                }
            }
        }
        return next
    }

    var text: String {
        var text = """
            apiVersion: flowlog/v1
            stack: prod
            region: KR1
            safety: {max_deletes: 100%}
            loggers:

            """
        for (key, fields) in loggers.sorted(by: { $0.key < $1.key }) {
            text += "  \(key):\n    resource_id: 7b1e5a3e-2f0c-4a9b-9d57-00000000000\(LawWorld.keys.firstIndex(of: key) ?? 9)\n"
            for (field, value) in fields.sorted(by: { $0.key < $1.key }) { text += "    \(field): \(value)\n" }
        }
        return text
    }
}

extension Bool {
    fileprivate static func oneIn(_ count: Int, using random: inout some RandomNumberGenerator) -> Bool {
        Int.random(in: 0..<count, using: &random) == 0
    }
}
