/// Something that is wrong, or worth a warning, in a file or a configuration.
package struct Diagnostic: Sendable, Hashable {
    /// Whether it stops the run: errors do, warnings only with `--strict`.
    package enum Severity: String, Sendable {
        case error, warning
    }

    package var severity: Severity
    package var code: Code
    package var message: String
    /// What to do about it, without a full stop.
    package var help: String?
    /// Where it is; nil for what has no place in a file.
    package var location: SourceLocation?

    package init(_ code: Code, _ message: String, help: String? = nil, at location: SourceLocation? = nil) {
        self.severity = code.severity
        self.code = code
        self.message = message
        self.help = help
        self.location = location
    }
}

/// A stretch of one line of a file, with the line itself, so that it can be shown without reading the file again.
package struct SourceLocation: Sendable, Hashable {
    /// The path as the user gave it, `<stdin>` for `-`.
    package var path: String
    /// 1-based.
    package var line: Int
    /// 1-based, in Unicode scalars.
    package var column: Int
    /// In Unicode scalars, at least 1; what goes on in later lines is not counted.
    package var length: Int
    /// The text of the line without its end, or of a long one a part around the place. Empty where no line may be shown: in a file with
    /// secrets, or one that is no manifest.
    package var lineText: String
    /// How many scalars of the line are in front of `lineText`.
    package var omitted: Int

    /// - Parameter omitted: how many scalars of the line are in front of `lineText`.
    package init(path: String, line: Int, column: Int, length: Int, lineText: String, omitted: Int = 0) {
        self.path = path
        self.line = line
        self.column = column
        self.length = length
        self.lineText = lineText
        self.omitted = omitted
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
        case unsetVariable = "unset-variable"
        case duplicateStack = "duplicate-stack"
        case duplicateID = "duplicate-id"
        case previousKeyInUse = "previous-key-in-use"
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
        case notAManifest = "not-a-manifest"

        package var severity: Severity {
            switch self {
            case .duplicateName, .unknownLogField, .legacyLogField, .duplicateCapture, .unknownVariable, .notAManifest: .warning
            default: .error
            }
        }
    }
}
