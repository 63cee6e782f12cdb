import FoundationEssentials

/// A stored logger: its fields as answered, and where it is in its life.
struct FlowLogger: Sendable, Codable {
    var fields: JSONObject
    /// When `BUILD` ends, or nil when it has.
    private(set) var buildEnds: Date?
    /// When capturing began, in the API's form; logging ports carry it.
    private(set) var capturingSince: String?
    /// What the dummy write to the storage ended in when it was created; nil if it was fine, or if there is no storage to try.
    private var writeErrorType: String?

    private enum CodingKeys: String, CodingKey {
        case fields
        case buildEnds = "build_ends"
        case capturingSince = "capturing_since"
        case writeErrorType = "write_error_type"
    }

    /// A logger in `BUILD`.
    /// - Parameters:
    ///   - fields: every field that a client may send.
    ///   - writeErrorType: what the dummy write to the storage ends in.
    init(creating fields: JSONObject, id: String, tenant: String, writeErrorType: String? = nil, at now: Date, buildTime: Duration) {
        self.writeErrorType = writeErrorType
        let timestamp = JSONValue.string(now.apiTimestamp)
        self.fields = fields
        self.fields["id"] = .string(id)
        self.fields["tenant_id"] = .string(tenant)
        self.fields["project_id"] = .string(tenant)
        self.fields["created_at"] = timestamp
        self.fields["updated_at"] = timestamp
        startBuild(at: now, buildTime: buildTime)
    }

    /// A logger that is there already, complete with status and timestamps.
    init(existing fields: JSONObject) {
        self.fields = fields
        noteCapturing()
    }

    var id: String { fields["id"]?.string ?? "" }
    var isEnabled: Bool { fields["admin_state_up"]?.bool ?? true }

    /// The answer to a write: `updated_at` carries microseconds (the guide's PUT example).
    func written(at now: Date) -> JSONValue {
        var answer = fields
        answer["updated_at"] = .string(now.apiTimestampWithMicroseconds)
        return .object(answer)
    }

    /// Applies a checked PUT: switching off is immediate, switching on builds again.
    mutating func edit(_ changes: JSONObject, at now: Date, buildTime: Duration) {
        let wasEnabled = isEnabled
        fields.merge(changes) { _, new in new }
        fields["updated_at"] = .string(now.apiTimestamp)
        if wasEnabled, !isEnabled {
            settle()
        } else if !wasEnabled, isEnabled {
            startBuild(at: now, buildTime: buildTime)
        }
    }

    /// Edits any fields as a console user or the service would; null takes a field out of the answers.
    mutating func alter(_ changes: JSONObject, at now: Date) {
        let wasEnabled = isEnabled
        fields["updated_at"] = .string(now.apiTimestamp)
        for (name, value) in changes { fields[name] = value == .null ? nil : value }
        if changes["status"] != nil {
            buildEnds = nil
            noteCapturing()
        } else if wasEnabled != isEnabled {
            let errorType = changes["error_type"]
            settle()
            if let errorType { fields["error_type"] = errorType == .null ? nil : errorType }
        }
    }

    /// The logger as it is at a time: out of `BUILD` when that is over.
    func settled(at now: Date) -> FlowLogger {
        guard let buildEnds, buildEnds <= now else { return self }
        var settled = self
        settled.fields["updated_at"] = .string(buildEnds.apiTimestamp)
        settled.settle()
        return settled
    }

    private mutating func startBuild(at now: Date, buildTime: Duration) {
        buildEnds = now.addingTimeInterval(buildTime.timeInterval)
        fields["status"] = "BUILD"
        fields["error_type"] = ""
        noteCapturing()
    }

    /// Puts the logger into the status that its switch and its storage give it.
    private mutating func settle() {
        buildEnds = nil
        let errorType = isEnabled ? storageErrorType : nil
        fields["error_type"] = .string(errorType ?? "")
        fields["status"] = errorType != nil ? "ERROR" : isEnabled ? "ACTIVE" : "INACTIVE"
        noteCapturing()
    }

    private mutating func noteCapturing() {
        if fields["status"] == "ACTIVE" {
            capturingSince = capturingSince ?? fields["updated_at"]?.string
        } else {
            capturingSince = nil
        }
    }

    /// Contract: Simulator: the container's name says how the dummy write to the storage ends.
    private var storageErrorType: String? {
        if let writeErrorType { return writeErrorType }
        guard let container = fields["storage_url"]?.string.flatMap(StorageURL.init)?.container else { return nil }
        if container.contains("forbidden") { return "OBSConfigurationError" }
        if container.contains("unavailable") { return "OBSServiceNotAvailableError" }
        if container.contains("noauth") { return "AuthenticationSystemError" }
        return nil
    }
}
