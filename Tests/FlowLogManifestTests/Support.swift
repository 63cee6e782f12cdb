import FlowLogManifest
import FlowLogModel
import FlowLogReport

/// Loads one manifest text.
func load(_ text: String, path: String = "prod.yaml", context: ManifestContext = ManifestContext()) -> LoadedManifests {
    loadManifests([ManifestSource(path: path, bytes: Array(text.utf8))], context: context)
}

/// A manifest of a stack `prod` with these lines below `loggers:`, indented as they are.
func manifest(_ loggers: String, top: String = "") -> String {
    "apiVersion: flowlog/v1\nstack: prod\n\(top)loggers:\n\(loggers)\n"
}

/// The lines of a logger `web` that lacks nothing, with further lines in it.
func logger(_ lines: String..., key: String = "web") -> String {
    let required = [
        "resource_id: 7b1e5a3e-2f0c-4a9b-9d57-0d6c1f0e8a11", "storage_url: https://kr1.example.com/v1/AUTH_abc/flowlog/\(key)",
    ]
    let own = lines.flatMap { $0.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) }
    let kept = required.filter { field in !own.contains { $0.hasPrefix(field.prefix { $0 != ":" } + ":") } }
    return (["  \(key):"] + (kept + own).map { "    " + $0 }).joined(separator: "\n")
}

extension LoadedManifests {
    /// The codes of all diagnostics.
    var codes: [Diagnostic.Code] { diagnostics.map(\.code) }

    var text: String { DiagnosticText.render(diagnostics).string }

    /// The only logger.
    var only: DesiredLogger? { stacks.count == 1 && stacks[0].loggers.count == 1 ? stacks[0].loggers[0] : nil }
}
