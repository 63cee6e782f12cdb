package import FlowLogApply
package import FlowLogModel

/// A desired logger whose fields are the API's defaults unless given.
/// - Parameters:
///   - target: a number that stands for the resource.
///   - fields: values that replace the defaults; a nil value makes the field absent.
package func desired(
    _ key: String, target: Int = 1, _ fields: [LoggerField: FieldValue?] = [:], preventDestroy: Bool = false,
    replace: DesiredLogger.ReplaceStrategy = .createFirst, ignoreChanges: LoggerFieldSet = [], previousKeys: [String] = [],
    pinnedID: String? = nil
) -> DesiredLogger {
    var values = LoggerFields.defaults
    values[.name] = .string(key)
    values[.resourceID] = .string(uuid(target))
    values[.storageURL] = .string("https://host.example/v1/AUTH_a/flowlog/\(key)")
    for (field, value) in fields { values[field] = value }
    return DesiredLogger(
        key: key, fields: values, preventDestroy: preventDestroy, replace: replace, ignoreChanges: ignoreChanges,
        previousKeys: previousKeys.compactMap(PreviousKey.init),
        pinnedID: pinnedID)
}

/// A live logger that is what a desired one asks for.
/// - Parameters:
///   - number: becomes its id.
///   - desired: what it is like.
///   - owner: the stack in its mark; nil for an unmarked one.
package func live(
    _ number: Int, like desired: DesiredLogger, owner: String? = "prod", _ fields: [LoggerField: FieldValue?] = [:],
    status: LoggerStatus? = nil, errorType: String = "", createdAt: String = "2026-01-01 00:00:00"
) -> LiveLogger {
    var values = desired.fields
    values[.description] = values[.description] ?? .string("")
    values[.customizedField] = values[.customizedField] ?? .string("timestamp_start,src_addr")
    for (field, value) in fields { values[field] = value }
    let mark = owner.map { OwnerMark(stack: $0, key: desired.key, isProtected: desired.preventDestroy) }
    return LiveLogger(
        id: uuid(1000 + number), fields: values, ownership: mark.map { .owned($0) } ?? .unmarked,
        status: status ?? .goal(isEnabled: values.isEnabled), errorType: errorType, projectID: "project", createdAt: createdAt)
}

extension LiveLogger {
    /// The same with another description, as the API has it.
    package func described(_ description: String) -> LiveLogger {
        let read = MarkedDescription(description)
        var logger = self
        logger.fields[.description] = .string(read.text)
        logger.ownership = read.ownership
        logger.surroundings = read.surroundings
        return logger
    }

    /// The same as the API would list it with null in some fields.
    package func lacking(_ names: String...) -> LiveLogger {
        var logger = self
        for name in names {
            if let field = LoggerField(apiName: name) { logger.fields[field] = nil }
            if name == "status" { logger.status = LoggerStatus(rawValue: "") }
            logger.oddFields.append(OddField(name: name, expected: "a string", value: .null))
        }
        return logger
    }
}

/// A stack of the given loggers in region KR1.
package func stack(
    _ loggers: [DesiredLogger], name: String = "prod", previousStacks: [String] = [], released: [String] = [],
    unmanaged: DesiredStack.Unmanaged = .report, maxDeletes: DeleteLimit? = nil
) -> DesiredStack {
    DesiredStack(
        name: name, region: "KR1", unmanaged: unmanaged, previousStacks: previousStacks, released: released, maxDeletes: maxDeletes,
        loggers: loggers)
}

/// A UUID that ends with the number.
package func uuid(_ number: Int) -> String {
    let digits = String(number, radix: 16)
    return "00000000-0000-4000-8000-" + String(repeating: "0", count: 12 - digits.count) + digits
}

extension LoggerFields {
    /// What the API documents for a logger of which nothing is said.
    package static var defaults: LoggerFields {
        var fields = LoggerFields()
        for field in LoggerField.allCases { fields[field] = field.rule.defaultValue }
        return fields
    }
}

extension LoggerEdit {
    package init(name: String, description: String, adminStateUp: Bool) {
        var fields = LoggerFields()
        fields[.name] = .string(name)
        fields[.adminStateUp] = .boolean(adminStateUp)
        self.init(fields, description: description)
    }
}
