package import FlowLogModel

/// What one logger is to be: the manifest's wish, completed with what is live.
package struct LoggerTarget: Sendable, Hashable {
    /// `description` is the users' text; absent fields are the service's choice.
    package let fields: LoggerFields
    /// Nil for a logger that is released: it lives on without an owner.
    package let mark: OwnerMark?
    /// Which comes first when the logger is replaced.
    package let strategy: DesiredLogger.ReplaceStrategy
    /// Fields that do not count when the service's answer is compared with what was asked.
    package let ignored: LoggerFieldSet
    /// Fields that the manifest speaks of; the others have the live values.
    package let compared: LoggerFieldSet
    /// What is around the live mark, if the description stays as it is.
    private let surroundings: MarkSurroundings?

    /// Completes a desired logger.
    /// - Parameters:
    ///   - desired: the manifest's entry.
    ///   - stack: the stack that owns it.
    ///   - live: what is there: fields that the manifest leaves out or ignores stay as they are (Contract: Plan).
    package init(_ desired: DesiredLogger, stack: String, live: LiveLogger?) {
        var fields = desired.fields
        var compared = LoggerFieldSet()
        for field in LoggerField.allCases {
            if fields[field] != nil, !desired.ignoreChanges.contains(field) {
                compared.insert(field)
            } else if let live {
                fields[field] = live.fields[field]
            }
        }
        self.fields = fields
        self.compared = compared
        surroundings = Self.surroundings(live, fields)
        mark = OwnerMark(stack: stack, key: desired.key, isProtected: desired.preventDestroy)
        strategy = desired.replace
        ignored = desired.ignoreChanges
    }

    /// A logger of another stack that is only taken over: what no PUT changes stays as it is.
    init(moving live: LiveLogger, as desired: DesiredLogger, to stack: String) {
        var desired = desired
        for field in LoggerField.allCases where !field.rule.isMutable { desired.ignoreChanges.insert(field) }
        self.init(desired, stack: stack, live: live)
    }

    /// A logger as it is, but without its mark.
    init(releasing live: LiveLogger) {
        fields = live.fields
        mark = nil
        strategy = .createFirst
        ignored = []
        compared = LoggerFieldSet()
        surroundings = nil
    }

    init(
        fields: LoggerFields, mark: OwnerMark?, strategy: DesiredLogger.ReplaceStrategy, ignored: LoggerFieldSet,
        compared: LoggerFieldSet, live: LiveLogger? = nil
    ) {
        surroundings = Self.surroundings(live, fields)
        self.fields = fields
        self.mark = mark
        self.strategy = strategy
        self.ignored = ignored
        self.compared = compared
    }

    /// The same with the values that a logger has now in the fields that the manifest does not speak of.
    package func following(_ live: LiveLogger) -> LoggerTarget {
        var fields = fields
        for field in LoggerField.allCases where !compared.contains(field) { fields[field] = live.fields[field] }
        return LoggerTarget(fields: fields, mark: mark, strategy: strategy, ignored: ignored, compared: compared, live: live)
    }

    private static func surroundings(_ live: LiveLogger?, _ fields: LoggerFields) -> MarkSurroundings? {
        live.flatMap { live in
            LoggerField.description.isSame(live.fields[.description], fields[.description]) ? live.surroundings : nil
        }
    }

    /// The complete description to send.
    package var markedDescription: String {
        let text = fields[.description]?.text ?? ""
        return mark?.appended(to: text, keeping: surroundings) ?? text
    }

    /// Whether something that could not be read counts even if nothing is written: it is compared, or says how the logger is.
    func needs(_ odd: OddField) -> Bool {
        odd.name == "status" || LoggerField(apiName: odd.name).map(compared.contains) ?? false
    }

    /// Whether nobody may destroy it.
    package var isProtected: Bool { mark?.isProtected ?? false }

    /// What to send in a create.
    package var request: LoggerFields {
        var request = fields
        request[.description] = .string(markedDescription)
        return request
    }

    /// The status that it should reach.
    package var goal: LoggerStatus { .goal(isEnabled: fields.isEnabled) }

    /// All that differs from a live logger, fields in the table's order, then the mark.
    package func differences(from live: LiveLogger) -> [Difference] {
        var found: [Difference] = []
        for field in LoggerField.allCases where fields[field] != nil && !field.isSame(live.fields[field], fields[field]) {
            found.append(.field(field, before: live.fields[field], after: fields[field]))
        }
        if (live.mark?.stack, live.mark?.key) != (mark?.stack, mark?.key) {
            found.append(.owner(before: live.mark?.owner, after: mark?.owner))
        }
        if live.isProtected != isProtected { found.append(.protection(before: live.isProtected, after: isProtected)) }
        return found
    }
}

extension LiveLogger {
    /// Whether its mark says that nobody may destroy it.
    package var isProtected: Bool { mark?.isProtected ?? false }
}
