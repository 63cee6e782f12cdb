/// Something that is wrong, or worth a warning, in a file or a configuration.
package struct Diagnostic: Sendable, Hashable {
    /// Whether it stops the run: errors do, warnings only with `--strict`.
    package enum Severity: String, Sendable, CaseIterable {
        case error, warning
    }

    package var severity: Severity
    package var code: Code
    package var message: String
    /// What to do about it, without a full stop.
    package var help: String?
    /// Where it is; nil for what has no position in a file.
    package var location: SourceLocation?

    package init(_ code: Code, _ message: String, help: String? = nil, at location: SourceLocation? = nil) {
        self.severity = code.severity
        self.code = code
        self.message = message
        self.help = help
        self.location = location
    }
}

extension Diagnostic {
    /// The stable codes of Contract: Manifest, Diagnostics.
    package enum Code: String, Sendable, CaseIterable {
        case yamlSyntax = "yaml-syntax"
        case duplicateKey = "duplicate-key"
        case unknownField = "unknown-field"
        case missingField = "missing-field"
        case wrongType = "wrong-type"
        case invalidValue = "invalid-value"
        case invalidUUID = "invalid-uuid"
        case invalidURL = "invalid-url"
        case invalidKey = "invalid-key"
        case invalidResource = "invalid-resource"
        case resourceConflict = "resource-conflict"
        case unsetVariable = "unset-variable"
        case duplicateStack = "duplicate-stack"
        case duplicateID = "duplicate-id"
        case previousKeyInUse = "previous-key-in-use"
        case keyReleased = "key-released"
        case limitExceeded = "limit-exceeded"
        case unsupportedVersion = "unsupported-version"
        case descriptionTooLong = "description-too-long"
        case markInDescription = "mark-in-description"
        case regionConflict = "region-conflict"
        case unreadableFile = "unreadable-file"
        case noManifest = "no-manifest"
        case unknownCloud = "unknown-cloud"

        case duplicateName = "duplicate-name"
        case unknownLogField = "unknown-log-field"
        case legacyLogField = "legacy-log-field"
        case duplicateCapture = "duplicate-capture"
        case unknownVariable = "unknown-variable"
        case leftBehind = "left-behind"
        case unusedExclusion = "unused-exclusion"
        case expiredExclusion = "expired-exclusion"
        case notAManifest = "not-a-manifest"
        case containerNotWritable = "container-not-writable"
        case storageNotChecked = "storage-not-checked"

        package var severity: Severity {
            switch self {
            case .duplicateName, .unknownLogField, .legacyLogField, .duplicateCapture, .unknownVariable, .leftBehind, .unusedExclusion,
                .expiredExclusion, .notAManifest, .containerNotWritable, .storageNotChecked:
                .warning
            default: .error
            }
        }
    }
}
