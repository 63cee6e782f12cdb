/// One manifest document: the loggers that a stack wants in one region.
package struct DesiredStack: Sendable, Hashable {
    /// What happens to live loggers that no stack owns (Contract: Whose logger is it, What is left over).
    package enum Unmanaged: String, Sendable, CaseIterable {
        case report, delete
    }

    /// The owner name.
    package var name: String
    /// The region it acts in, in upper case, from the manifest, the option, the cloud or the environment; nil if none says.
    package var region: String?
    /// The entry of clouds.yaml that the manifest or the option names.
    package var cloud: String?
    /// The project that credentials must belong to, if the manifest guards it.
    package var projectID: ProjectID?
    package var unmanaged: Unmanaged
    /// `safety.max_deletes`, nil for the default (Contract: Safety).
    package var maxDeletes: DeleteLimit?
    /// In the order of the manifest; keys are unique.
    package var loggers: [DesiredLogger]

    package init(
        name: String, region: String? = nil, cloud: String? = nil, projectID: ProjectID? = nil, unmanaged: Unmanaged = .report,
        maxDeletes: DeleteLimit? = nil, loggers: [DesiredLogger] = []
    ) {
        self.name = name
        self.region = region
        self.cloud = cloud
        self.projectID = projectID
        self.unmanaged = unmanaged
        self.maxDeletes = maxDeletes
        self.loggers = loggers
    }
}

/// Where a stack acts: an entry of clouds.yaml, if it names one, and a region.
package struct Place: Sendable, Hashable {
    package let cloud: String?
    package let region: String?

    package init(cloud: String?, region: String?) {
        self.cloud = cloud
        self.region = region?.uppercased()
    }
}

extension DesiredStack {
    package var place: Place { Place(cloud: cloud, region: region) }
}

/// A limit on what one run may delete: a count, or a percentage of the owned loggers (Contract: Safety).
package enum DeleteLimit: Sendable, Hashable {
    case count(Int)
    /// 0 to 100.
    case percent(Int)

    /// Reads `8` or `30%`; nil for anything else.
    package init?(_ text: String) {
        let digits = text.hasSuffix("%") ? String(text.dropLast()) : text
        guard !digits.isEmpty, digits.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }), let number = Int(digits)
        else { return nil }
        if text.hasSuffix("%") {
            guard number <= 100 else { return nil }
            self = .percent(number)
        } else {
            self = .count(number)
        }
    }

    /// `8` or `30%`, as manifests and options have it.
    package var text: String {
        switch self {
        case .count(let number): "\(number)"
        case .percent(let number): "\(number)%"
        }
    }
}

/// One logger as a manifest wants it, defaults applied.
package struct DesiredLogger: Sendable, Hashable {
    /// How a logger is replaced when an immutable field changes (Contract: Apply, Order).
    package enum ReplaceStrategy: String, Sendable, CaseIterable {
        case createFirst = "create_first"
        case deleteFirst = "delete_first"
    }

    /// Its identity within the stack.
    package var key: String
    /// Every field that is compared: the manifest's value, else the API's default. A field without either is absent.
    package var fields: LoggerFields
    package var preventDestroy: Bool
    package var replace: ReplaceStrategy
    /// Fields whose live value is taken as desired.
    package var ignoreChanges: LoggerFieldSet
    /// Keys that this logger had before.
    package var previousKeys: [String]
    /// The live logger to adopt, in lower case.
    package var pinnedID: String?

    package init(
        key: String, fields: LoggerFields, preventDestroy: Bool = false, replace: ReplaceStrategy = .createFirst,
        ignoreChanges: LoggerFieldSet = [], previousKeys: [String] = [], pinnedID: String? = nil
    ) {
        self.key = key
        self.fields = fields
        self.preventDestroy = preventDestroy
        self.replace = replace
        self.ignoreChanges = ignoreChanges
        self.previousKeys = previousKeys
        self.pinnedID = pinnedID
    }
}
