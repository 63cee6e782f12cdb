import FlowLogModel

/// Where a manifest says what of a logger.
struct LoggerPlaces {
    let key: Range<Int>
    /// The own `name` value, if there is one.
    var name: Range<Int>?
    var id: Range<Int>?
    /// Of `previousKeys`, one each.
    var previousKeys: [Range<Int>] = []
}

/// Decodes the entries of `loggers`, over the stack's defaults.
struct LoggerDecoder {
    private let values: FieldDecoder
    private let reader: NodeReader
    private let document: YAMLDocument
    private var defaults: Defaults
    /// By field, the value that nothing was to be said about last, and its node: most loggers agree with the one before in most fields.
    private var settled: [(node: NodeID, value: FieldValue)?]

    init(values: FieldDecoder, defaults: NodeID?) {
        self.values = values
        reader = values.reader
        document = values.document
        self.defaults = Defaults(defaults, values: values)
        settled = Array(repeating: nil, count: LoggerField.allCases.count)
    }

    /// The logger, as far as it can be read; nil if it has no fields.
    mutating func decode(_ entry: YAMLDocument.Entry) -> (DesiredLogger, LoggerPlaces)? {
        let key = document.string(entry.key)
        let hasKey = isKey(key, at: entry.key)
        guard document.kind(entry.value) == .mapping else {
            reader.report(
                .wrongType, "logger \(quoted(key)) must be a mapping of fields",
                help: "write its fields below it, indented, each as 'field: value'",
                at: document.isNull(entry.value) ? entry.key : entry.value)
            return nil
        }
        var logger = DesiredLogger(key: key, fields: LoggerFields())
        var places = LoggerPlaces(key: document.range(entry.key))
        var own = LoggerFieldSet()
        var wrong = LoggerFieldSet()
        var description: NodeID?
        reader.findings.logger = entry.value
        defer { reader.findings.logger = nil }
        for entry in document.entries(of: entry.value) {
            switch document.withText(entry.key, LoggerKey.init) {
            case .field(let field):
                own.insert(field)
                switch field {
                case .name: places.name = document.range(entry.value)
                case .description: description = entry.value
                default: break
                }
                if !setField(field, of: &logger, from: entry) { wrong.insert(field) }
            case .id: pin(&logger, &places, to: entry.value)
            case .previousKeys: setPreviousKeys(of: &logger, &places, from: entry.value)
            case .lifecycle: setLifecycle(of: &logger, from: entry.value)
            case nil: reader.reportUnknown(entry.key, known: LoggerKey.names)
            }
        }
        defaults.complete(&logger, own: own, values: values)
        if logger.fields[.name] == nil { logger.fields[.name] = .string(key) }
        reportMissing(in: logger, wrong: wrong, at: entry.key)
        if hasKey { checkLength(of: logger, at: description) }
        return (logger, places)
    }

    private func isKey(_ key: String, at node: NodeID) -> Bool {
        if Identifier.isKey(key) { return true }
        reader.report(
            .invalidKey, "\(quoted(key)) is not a logger key",
            help: "use letters, digits, '.', '_' and '-', at most 63, beginning with a letter or digit\(key.oddCharacter)", at: node)
        return false
    }

    /// Sets a field to an own value, or with `null` to the API's default; false if the value is wrong, and reported.
    private mutating func setField(_ field: LoggerField, of logger: inout DesiredLogger, from entry: YAMLDocument.Entry) -> Bool {
        if document.isNull(entry.value) {
            logger.fields[field] = field.rule.defaultValue
            return reader.isReallyNull(entry)
        }
        if let last = settled[field.rawValue], document.isSameScalar(last.node, entry.value) {
            logger.fields[field] = last.value
            return true
        }
        let reports = reader.findings.reports
        let value = values.value(of: field, at: entry.value, key: logger.key)
        logger.fields[field] = value
        if let value, reader.findings.reports == reports, !values.isInterpolated(entry.value) {
            settled[field.rawValue] = (entry.value, value)
        }
        return value != nil
    }

    private func pin(_ logger: inout DesiredLogger, _ places: inout LoggerPlaces, to node: NodeID) {
        guard !document.isNull(node), let text = reader.text(node, "id") else { return }
        logger.pinnedID = values.uuid(text, at: node, "id")
        places.id = document.range(node)
    }

    private func setPreviousKeys(of logger: inout DesiredLogger, _ places: inout LoggerPlaces, from node: NodeID) {
        guard !document.isNull(node), let items = reader.list(node, "previous_keys") else { return }
        for item in items {
            guard let key = reader.text(item, "previous_keys"), isKey(key, at: item) else { continue }
            logger.previousKeys.append(key)
            places.previousKeys.append(document.range(item))
        }
    }

    private func setLifecycle(of logger: inout DesiredLogger, from node: NodeID) {
        guard !document.isNull(node) else { return }
        for entry in reader.mapping(node, "lifecycle") ?? [] {
            let name = document.string(entry.key)
            guard Self.lifecycleFields.contains(name) else {
                reader.reportUnknown(entry.key, known: Self.lifecycleFields)
                continue
            }
            if document.isNull(entry.value) { continue }
            switch name {
            case "prevent_destroy": logger.preventDestroy = reader.boolean(entry.value, name) ?? false
            case "replace":
                let words = DesiredLogger.ReplaceStrategy.allCases.map(\.rawValue)
                logger.replace = reader.choice(entry.value, name, of: words).flatMap(DesiredLogger.ReplaceStrategy.init) ?? .createFirst
            default:
                let names = LoggerField.allCases.map(\.apiName)
                let fields = (reader.list(entry.value, name) ?? []).compactMap { reader.choice($0, name, of: names) }
                logger.ignoreChanges = Set(fields.compactMap(LoggerField.init(apiName:)))
            }
        }
    }

    private static let lifecycleFields = ["prevent_destroy", "replace", "ignore_changes"]

    private func reportMissing(in logger: DesiredLogger, wrong: LoggerFieldSet, at key: NodeID) {
        for field in LoggerField.required where logger.fields[field] == nil && !wrong.contains(field) && !defaults.wrong.contains(field) {
            reader.report(
                .missingField, "missing field '\(field.apiName)'", help: "give it here or in 'defaults'",
                at: key)
        }
    }

    /// - Parameter own: the logger's own description; that of `defaults` is reported once.
    private mutating func checkLength(of logger: DesiredLogger, at own: NodeID?) {
        guard let node = own ?? defaults.description, let text = logger.fields[.description]?.text else { return }
        // The mark has two names and less than thirty characters of its own.
        if text.utf8.count + values.interpolation.stack.utf8.count + logger.key.utf8.count + 30 < OwnerMark.longestDescription { return }
        let mark = OwnerMark(stack: values.interpolation.stack, key: logger.key, isProtected: logger.preventDestroy)
        let count = mark.appended(to: text).unicodeScalars.count
        guard count > OwnerMark.longestDescription, own != nil || !defaults.wrong.contains(.description) else { return }
        if own == nil { defaults.wrong.insert(.description) }
        reader.report(
            .descriptionTooLong,
            "'description' is too long: with its owner mark \(count) characters, at most \(OwnerMark.longestDescription) fit",
            help: "shorten it by \(count - OwnerMark.longestDescription); the mark is '\(mark.appended(to: ""))'", at: node)
    }
}

extension NodeReader {
    /// Whether an empty value is meant: `field: #{year}` has none, for `#` begins a comment. Reports it.
    fileprivate func isReallyNull(_ entry: YAMLDocument.Entry) -> Bool {
        let end = document.range(entry.value).upperBound
        guard document.nodes[Int(entry.value)].count == 0, source.hasTemplateComment(behind: end) else { return true }
        report(
            .invalidValue, "\(quoted(document.string(entry.key))) is empty: '#' begins a comment", help: "put the value in quotes",
            at: entry.key)
        return false
    }
}
