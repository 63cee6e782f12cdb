package import FlowLogModel

/// Finds what no manifest could say, in stacks that come from elsewhere: a saved plan (Contract: Plan, Saved plans). They are written as
/// manifests and read again.
/// - Returns: sentences, not escaped; none for stacks that a manifest could hold.
package func problems(asManifests stacks: [DesiredStack]) -> [String] {
    let texts = stacks.map(ManifestText.init)
    let sources = texts.map { ManifestSource(path: $0.stack.name, bytes: Array($0.lines.map(\.text).joined(separator: "\n").utf8)) }
    let loaded = loadManifests(sources, context: ManifestContext())
    let errors = loaded.diagnostics.filter { $0.severity == .error }
    guard errors.isEmpty else {
        let texts = Dictionary(texts.map { ($0.stack.name, $0) }, uniquingKeysWith: { first, _ in first })
        return errors.map { error in
            let key = error.location.flatMap { texts[$0.path]?.key(ofLine: $0.line) }.map { "/\($0)" } ?? ""
            return "\(error.location?.path ?? "")\(key): \(error.message)"
        }
    }
    guard loaded.stacks.count == stacks.count else { return ["a stack is missing"] }
    return zip(stacks, loaded.stacks).flatMap { stack, read in
        // No plan writes a stack that is read back as another one.
        if (stack.name, stack.unmanaged, stack.maxDeletes) != (read.name, read.unmanaged, read.maxDeletes)
            || stack.loggers.count != read.loggers.count
        {
            return ["\(stack.name): a manifest would say something else"]
        }
        return zip(stack.loggers, read.loggers).filter { $0.asWritten != $1 }.map { logger, _ in
            "\(stack.name)/\(logger.key): a manifest would say something else"
        }
    }
}

/// A stack as a manifest.
private struct ManifestText {
    let stack: DesiredStack
    private(set) var lines: [(text: String, key: String?)] = []

    init(_ stack: DesiredStack) {
        self.stack = stack
        add("apiVersion: flowlog/v1")
        add("stack", .string(stack.name))
        add("region", stack.region.map { .string($0) })
        add("cloud", stack.cloud.map { .string($0) })
        add("project_id", stack.projectID.map { .string($0.text) })
        add("unmanaged: \(stack.unmanaged.rawValue)")
        if !stack.previousStacks.isEmpty { add("previous_stacks: \(YAMLText.list(stack.previousStacks))") }
        if !stack.released.isEmpty { add("released: \(YAMLText.list(stack.released))") }
        if let limit = stack.maxDeletes { add("safety: {max_deletes: \(YAMLText.scalar(limit.text))}") }
        add(stack.loggers.isEmpty ? "loggers: {}" : "loggers:")
        for logger in stack.loggers {
            add("  \(YAMLText.scalar(logger.key)):", logger.key)
            if let resource = logger.resource {
                add("    resource:", logger.key)
                for part in resource.parts {
                    add("      \(part.name): \(YAMLText.scalar(YAMLText.literal(resource[part] ?? "")))", logger.key)
                }
            }
            let logger = logger.asWritten
            for field in LoggerField.allCases {
                // Leaving defaults out means the same, and keeps a large plan within the limits of a manifest.
                guard let value = logger.fields[field], value != field.rule.defaultValue else { continue }
                add("    \(field.apiName): \(field.text(of: value))", logger.key)
            }
            lines += lifecycle(logger).map { ("    lifecycle: {\($0)}", logger.key) }
            if !logger.previousKeys.isEmpty { add("    previous_keys: \(YAMLText.list(logger.previousKeys.map(\.text)))", logger.key) }
            if let id = logger.pinnedID { add("    id: \(YAMLText.scalar(id))", logger.key) }
        }
        add("")
    }

    private func lifecycle(_ logger: DesiredLogger) -> [String] {
        if !logger.preventDestroy, logger.replace == .createFirst, logger.ignoreChanges.isEmpty { return [] }
        let ignored = LoggerField.allCases.filter(logger.ignoreChanges.contains).map(\.apiName).joined(separator: ", ")
        return ["prevent_destroy: \(logger.preventDestroy), replace: \(logger.replace.rawValue), ignore_changes: [\(ignored)]"]
    }

    func key(ofLine line: Int) -> String? { lines.dropFirst(line - 1).first?.key }

    private mutating func add(_ name: String, _ value: FieldValue?) {
        if case .string(let text) = value { add("\(name): \(YAMLText.scalar(text))") }
    }

    private mutating func add(_ text: String, _ key: String? = nil) { lines.append((text, key)) }
}

extension DesiredLogger {
    /// Without what its named resource was found to mean, which no manifest says.
    fileprivate var asWritten: DesiredLogger {
        guard resource != nil else { return self }
        var logger = self
        logger.fields[.resourceType] = nil
        logger.fields[.resourceID] = nil
        return logger
    }
}
