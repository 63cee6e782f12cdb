import FoundationEssentials

/// The file that keeps the loggers of every tenant and region from one run to the next (Contract: Simulator).
struct StateFile: Sendable {
    let path: String

    /// Why a state file cannot be used.
    struct Invalid: Error, CustomStringConvertible {
        var description: String
    }

    /// Reads the loggers; if there is no file yet, writes an empty one, which shows that it can be written.
    /// - Throws: `StateFile.Invalid`; the file is left as it is.
    func read() throws -> [Scope: [String: FlowLogger]] {
        guard FileManager.default.fileExists(atPath: path) else {
            do { try write([:]) } catch { throw Invalid(description: "cannot be written") }
            return [:]
        }
        guard let bytes = try? Data(contentsOf: URL(filePath: path)) else { throw Invalid(description: "cannot be read") }
        do {
            let decoder = JSONDecoder()
            decoder.dateDecodingStrategy = .secondsSince1970
            return try decoder.decode(Contents.self, from: bytes).checked()
        } catch let error as DecodingError {
            throw Invalid(error)
        }
    }

    /// Replaces the file by a temporary one, so that a reader finds the old contents or the new ones.
    func write(_ loggers: [Scope: [String: FlowLogger]]) throws {
        let encoder = JSONEncoder()
        encoder.dateEncodingStrategy = .secondsSince1970
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        try encoder.encode(Contents(loggers)).write(to: URL(filePath: path), options: .atomic)
    }
}

/// What is in the file.
private struct Contents: Codable {
    struct Entry: Codable {
        var region: String
        var tenant: String
        var loggers: [FlowLogger]
    }

    static let currentVersion = 1
    var version = currentVersion
    var projects: [Entry]

    init(_ loggers: [Scope: [String: FlowLogger]]) {
        projects = loggers.map { scope, loggers in
            Entry(region: scope.region, tenant: scope.tenant, loggers: loggers.sorted { $0.key < $1.key }.map(\.value))
        }
        projects.sort { ($0.region, $0.tenant) < ($1.region, $1.tenant) }
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        version = try container.decode(Int.self, forKey: .version)
        guard version == Self.currentVersion else {
            throw StateFile.Invalid(description: "has version \(version), this program reads version \(Self.currentVersion)")
        }
        projects = try container.decode([Entry].self, forKey: .projects)
    }

    /// - Throws: `StateFile.Invalid` for what no simulator can have written.
    func checked() throws -> [Scope: [String: FlowLogger]] {
        var checked: [Scope: [String: FlowLogger]] = [:]
        for entry in projects {
            let owner = "tenant '\(entry.tenant)' in region '\(entry.region)'"
            var loggers: [String: FlowLogger] = [:]
            for logger in entry.loggers {
                guard !logger.id.isEmpty else { throw StateFile.Invalid(description: "\(owner): a logger has no id") }
                guard loggers.updateValue(logger, forKey: logger.id) == nil else {
                    throw StateFile.Invalid(description: "\(owner): logger '\(logger.id)' is there twice")
                }
                for field in LoggerField.all {
                    guard let reason = logger.fields[field.name].flatMap(field.typeComplaint) else { continue }
                    throw StateFile.Invalid(description: "\(owner): logger '\(logger.id)': \(field.name): \(reason)")
                }
            }
            guard checked.updateValue(loggers, forKey: Scope(region: entry.region, tenant: entry.tenant)) == nil else {
                throw StateFile.Invalid(description: "\(owner) is there twice")
            }
        }
        return checked
    }
}

extension StateFile.Invalid {
    fileprivate init(_ error: DecodingError) {
        switch error {
        case .keyNotFound(let key, let context): self.init("'\(key.stringValue)' is missing", at: context.codingPath)
        case .typeMismatch(_, let context), .valueNotFound(_, let context): self.init("has the wrong type", at: context.codingPath)
        default: self.init(description: "not valid JSON")
        }
    }

    private init(_ reason: String, at path: [any CodingKey]) {
        let position = path.map { $0.intValue.map(String.init) ?? $0.stringValue }.joined(separator: ".")
        self.init(description: position.isEmpty ? reason : "\(position): \(reason)")
    }
}
