import FlowLogModel
import FlowLogYAML

/// Decodes the entries of `loggers`, over the stack's defaults.
struct LoggerDecoder {
    private let values: FieldDecoder
    private let reader: NodeReader
    private var defaults: Defaults

    init(values: FieldDecoder, defaults: YAMLNode?) {
        self.values = values
        reader = values.reader
        self.defaults = Defaults(defaults, values: values)
    }

    /// The logger, as far as it can be read; nil if it has no fields.
    mutating func decode(_ entry: YAMLNode.Entry) -> (DesiredLogger, LoggerRanges)? {
        let key = entry.key.string
        let hasKey = reader.isKey(key, at: entry.key)
        guard entry.value.kind == .mapping else {
            reader.report(
                .wrongType, "logger \(quoted(key)) must be a mapping of fields",
                help: "write its fields below it, indented, each as 'field: value'", at: entry.value.isNull ? entry.key : entry.value)
            return nil
        }
        let fields = entry.value.entries
        // A logger with an id exists: a warning would tell nothing new, and heeding it would replace the logger.
        guard fields.contains(where: { $0.key.isText("id") && !$0.value.isNull }) else {
            return decode(fields, key: entry.key, isKey: hasKey, exists: false)
        }
        return reader.findings.withoutWarnings { decode(fields, key: entry.key, isKey: hasKey, exists: true) }.result
    }

    private mutating func decode(
        _ fields: [YAMLNode.Entry], key: YAMLNode, isKey: Bool, exists: Bool
    ) -> (DesiredLogger, LoggerRanges) {
        var logger = DesiredLogger(key: key.string, fields: LoggerFields())
        var ranges = LoggerRanges(key: key.range)
        var own = LoggerFieldSet()
        var wrong = LoggerFieldSet()
        var description: YAMLNode?
        var resource: YAMLNode.Entry?
        for entry in fields {
            switch LoggerProperty(entry.key.string) {
            case .field(let field):
                own.insert(field)
                switch field {
                case .name: ranges.name = entry.value.range
                case .description: description = entry.value
                default: break
                }
                if !setField(field, of: &logger, from: entry) { wrong.insert(field) }
            case .resource: if !entry.value.isNull { resource = entry }
            case .id: pin(&logger, &ranges, to: entry.value)
            case .previousKeys: setPreviousKeys(of: &logger, &ranges, from: entry.value)
            case .lifecycle: setLifecycle(of: &logger, from: entry.value)
            case nil: reader.reportUnknown(entry.key, known: LoggerProperty.names)
            }
        }
        if let resource {
            // What `defaults` say of the target does not count, and is not looked at.
            own.insert(.resourceType)
            own.insert(.resourceID)
            if !setResource(of: &logger, from: resource, beside: fields, of: key) { wrong.insert(.resourceID) }
        }
        defaults.complete(&logger, own: own, exists: exists, values: values)
        if logger.fields[.name] == nil { logger.fields[.name] = .string(logger.key) }
        if logger.resource != nil { wrong.insert(.resourceID) }
        reportMissing(in: logger, wrong: wrong, at: key)
        if isKey { checkLength(of: logger, at: description) }
        return (logger, ranges)
    }

    /// Sets a field to an own value, or with `null` to the API's default; false if the value is wrong, and reported.
    private func setField(_ field: LoggerField, of logger: inout DesiredLogger, from entry: YAMLNode.Entry) -> Bool {
        if entry.value.isNull {
            logger.fields[field] = field.rule.defaultValue
            return isReallyNull(entry)
        }
        logger.fields[field] = values.value(of: field, at: entry.value, key: logger.key)
        return logger.fields[field] != nil
    }

    /// Sets what the logger records, by name; false if it is wrong, and reported.
    /// - Parameters:
    ///   - fields: all of the logger.
    ///   - key: the logger's.
    private func setResource(
        of logger: inout DesiredLogger, from entry: YAMLNode.Entry, beside fields: [YAMLNode.Entry], of key: YAMLNode
    ) -> Bool {
        var hasConflict = false
        for field in [LoggerField.resourceType, .resourceID] {
            let name = field.apiName
            logger.fields[field] = nil
            guard let other = fields.first(where: { $0.key.isText(name) && !$0.value.isNull }) else { continue }
            hasConflict = true
            // What a merge key brings stands elsewhere.
            let own = [other.key, entry.key].first { $0.range.lowerBound > key.range.lowerBound } ?? key
            let isMerged = own.range != other.key.range
            reader.report(
                .resourceConflict, "'resource' and '\(name)' both say what is recorded",
                help: isMerged
                    ? "'\(name)' comes with '<<': take it back with '\(name): null'"
                    : "keep one of them: 'resource' also says whether it is a VPC, a subnet or a port", at: own)
        }
        logger.resource = NamedResourceDecoder(values: values).decode(entry.value, key: logger.key)
        if logger.ignoreChanges.contains(.resourceType) || logger.ignoreChanges.contains(.resourceID) {
            logger.ignoreChanges.insert(.resourceType)
            logger.ignoreChanges.insert(.resourceID)
        }
        return logger.resource != nil && !hasConflict
    }

    /// Whether an empty value is meant: `field: #{year}` has none, for `#` begins a comment. Reports it.
    private func isReallyNull(_ entry: YAMLNode.Entry) -> Bool {
        guard entry.value.string.isEmpty, entry.value.comment?.hasPrefix("#{") ?? false else { return true }
        reader.report(
            .invalidValue, "\(quoted(entry.key.string)) is empty: '#' begins a comment", help: "put the value in quotes", at: entry.key)
        return false
    }

    private func pin(_ logger: inout DesiredLogger, _ ranges: inout LoggerRanges, to node: YAMLNode) {
        guard !node.isNull, let text = reader.text(node, "id") else { return }
        logger.pinnedID = values.uuid(text, at: node, "id")
        ranges.id = node.range
    }

    private func setPreviousKeys(of logger: inout DesiredLogger, _ ranges: inout LoggerRanges, from node: YAMLNode) {
        guard !node.isNull, let items = reader.list(node, "previous_keys") else { return }
        for item in items {
            guard let text = reader.text(item, "previous_keys"), let key = previousKey(text, at: item) else { continue }
            logger.previousKeys.append(key)
            ranges.previousKeys.append(item.range)
        }
    }

    /// `KEY`, or `STACK/KEY` of another stack.
    private func previousKey(_ text: String, at node: YAMLNode) -> PreviousKey? {
        guard text.utf8.contains(UInt8(ascii: "/")) else { return reader.isKey(text, at: node) ? PreviousKey(stack: nil, key: text) : nil }
        guard let key = PreviousKey(text) else {
            reader.report(
                .invalidKey, "\(quoted(text)) is not the key of another stack",
                help: "write STACK/KEY as plans show it, or only KEY for a key of this stack", at: node)
            return nil
        }
        guard key.stack != values.interpolation.stack else {
            reader.report(
                .invalidValue, "\(quoted(text)) is a key of this stack", help: "write '\(key.key)': STACK/KEY is for other stacks", at: node
            )
            return nil
        }
        return key
    }

    private func setLifecycle(of logger: inout DesiredLogger, from node: YAMLNode) {
        guard !node.isNull else { return }
        for entry in reader.mapping(node, "lifecycle") ?? [] {
            let name = entry.key.string
            guard Self.lifecycleFields.contains(name) else {
                reader.reportUnknown(entry.key, known: Self.lifecycleFields)
                continue
            }
            if entry.value.isNull { continue }
            switch name {
            case "prevent_destroy": logger.preventDestroy = reader.boolean(entry.value, name) ?? false
            case "replace":
                let words = DesiredLogger.ReplaceStrategy.allCases.map(\.rawValue)
                logger.replace = reader.choice(entry.value, name, of: words).flatMap(DesiredLogger.ReplaceStrategy.init) ?? .createFirst
            default:
                let names = LoggerField.allCases.map(\.apiName)
                let fields = (reader.list(entry.value, name) ?? []).compactMap { reader.choice($0, name, of: names) }
                logger.ignoreChanges = LoggerFieldSet(fields.compactMap(LoggerField.init(apiName:)))
            }
        }
    }

    private static let lifecycleFields = ["prevent_destroy", "replace", "ignore_changes"]

    private static let required = LoggerField.allCases.filter(\.rule.isRequired)

    private func reportMissing(in logger: DesiredLogger, wrong: LoggerFieldSet, at key: YAMLNode) {
        for field in Self.required where logger.fields[field] == nil && !wrong.contains(field) && !defaults.wrong.contains(field) {
            let help =
                field == .resourceID ? "give it here, or name it: 'resource: {vpc: NAME, subnet: NAME}'" : "give it here or in 'defaults'"
            reader.report(.missingField, "missing field '\(field.apiName)'", help: help, at: key)
        }
    }

    /// - Parameter own: the logger's own description; that of `defaults` is reported once.
    private mutating func checkLength(of logger: DesiredLogger, at own: YAMLNode?) {
        guard let node = own ?? defaults.description, let text = logger.fields[.description]?.text else { return }
        let mark = OwnerMark(stack: values.interpolation.stack, key: logger.key, isProtected: logger.preventDestroy)
        let marked = mark.appended(to: text)
        // Nearly always there are not even so many bytes.
        guard marked.utf8.count > OwnerMark.longestDescription else { return }
        let count = marked.unicodeScalars.count
        guard count > OwnerMark.longestDescription, own != nil || !defaults.wrong.contains(.description) else { return }
        if own == nil { defaults.wrong.insert(.description) }
        reader.report(
            .descriptionTooLong,
            "'description' is too long: \(count) characters with its owner mark, and at most \(OwnerMark.longestDescription) are allowed",
            help: "shorten it by \(count - OwnerMark.longestDescription); the mark is '\(mark.appended(to: ""))'", at: node)
    }
}
