import ArgumentParser
import FlowLogModel

/// The API's filters of its list of loggers: `id`, `status`, and one for each field that the table says can be filtered by.
///
/// No option is a property, so that such a field is a row of the table and nothing else: ArgumentParser finds options among the children of
/// a value's mirror, and its decoder has their values by the children's names.
struct LoggerFilterOptions: ParsableArguments, CustomReflectable {
    /// Values by the API's name of the field.
    private(set) var filters: [String: String] = [:]

    init() {}

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: FieldKey.self)
        for option in FilterOption.all {
            filters[option.field] = try container.decodeIfPresent(String.self, forKey: FieldKey(stringValue: option.field))
        }
    }

    var customMirror: Mirror { Mirror(self, children: FilterOption.all.map { (label: $0.field, value: $0.definition) }) }

    func validate() throws {
        for option in FilterOption.all {
            guard let value = filters[option.field], let type = LoggerField(apiName: option.field)?.rule.type else { continue }
            switch type {
            case .choice(let words) where !words.contains(value.uppercased()):
                throw ValidationError("--\(option.name) is one of \(words.joined(separator: ", ")), not '\(value)'")
            case .uuid where !Identifier.isUUID(value):
                throw ValidationError("--\(option.name) is a UUID, not '\(value)'")
            case .integer where Int(value) == nil:
                throw ValidationError("--\(option.name) is a whole number, not '\(value)'")
            default: continue
            }
        }
    }

    private struct FieldKey: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }

        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }
}

/// A filter of the list of loggers, as an option.
private struct FilterOption {
    /// The API's name of the field.
    let field: String
    let help: ArgumentHelp
    var completion: CompletionKind?

    static var all: [FilterOption] {
        let statuses = LoggerStatus.documented.map(\.rawValue)
        return [FilterOption(field: "id", help: "Only the logger with this id.")]
            + LoggerField.allCases.compactMap { FilterOption($0.rule) }
            + [FilterOption(field: "status", help: "Only loggers in this status: \(inWords(statuses)).", completion: .list(statuses))]
    }

    private init(field: String, help: ArgumentHelp, completion: CompletionKind? = nil) {
        self.field = field
        self.help = help
        self.completion = completion
    }

    /// Nil for a field that cannot be filtered by.
    private init?(_ rule: LoggerField.Rule) {
        guard let filter = rule.listFilter else { return nil }
        let words = if case .choice(let words) = rule.type { ": \(Self.inWords(words))" } else { "" }
        self.init(field: rule.apiName, help: ArgumentHelp("\(filter.documentation)\(words).", valueName: filter.valueName))
    }

    /// The option's name, without its dashes.
    var name: String { field.replacing("_", with: "-") }

    var definition: Option<String?> { Option(name: .customLong(name), help: help, completion: completion) }

    /// `A, B or C`.
    private static func inWords(_ words: [String]) -> String {
        let others = words.dropLast().joined(separator: ", ")
        return others.isEmpty ? words.joined() : "\(others) or \(words.suffix(1).joined())"
    }
}
