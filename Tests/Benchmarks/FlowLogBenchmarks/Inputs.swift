import FlowLogAPI
import FlowLogManifest
import FlowLogModel
import FlowLogPlan
import FoundationEssentials

/// What `Benchmarks/fixtures.py` wrote into the folder that FLOWLOG_FIXTURES names.
enum Inputs {
    static let sizes = (ProcessInfo.processInfo.environment["FLOWLOG_SIZES"] ?? "").split(separator: ",").compactMap { Int($0) }

    /// What is live, compared with the manifest.
    enum Live {
        case same, different, none
    }

    static func manifest(_ size: Int) throws -> ManifestSource {
        ManifestSource(path: "manifest.yaml", bytes: Array(try file("manifest-\(size).yaml")))
    }

    static func list(_ size: Int) throws -> Data { try file("list-\(size).json") }

    /// The planner's input.
    static func planned(_ size: Int, live: Live) throws -> [PlanInput] {
        let manifests = loadManifests([try manifest(size)], context: ManifestContext())
        guard let stack = manifests.stacks.first, !manifests.hasErrors else { throw Unusable(what: "\(manifests.diagnostics)") }
        var list = live == .none ? [] : try loggers(inPage: try list(size))
        if live == .different {
            for index in list.indices { list[index].fields[.description] = .string("text of yesterday") }
        }
        return [PlanInput(stack, .success(try LiveState(region: stack.region, projectID: nil, list: list)))]
    }

    /// A plan that changes every logger.
    static func changes(_ size: Int) throws -> Plan { makePlan(try planned(size, live: .different)) }

    private static func file(_ name: String) throws -> Data {
        guard let folder = ProcessInfo.processInfo.environment["FLOWLOG_FIXTURES"] else {
            throw Unusable(what: "Benchmarks/run starts it")
        }
        return try Data(contentsOf: URL(filePath: folder).appending(path: name))
    }

    private struct Unusable: Error {
        let what: String
    }
}
