import FlowLogModel

/// A condition on a list; checked here too, because Neutron ignores filters that it does not know (Service facts: Flow log loggers).
struct ListCondition: Sendable {
    /// The field's name in the objects of the list.
    let field: String
    private let normalization: LoggerField.Normalization
    private let queryName: String
    /// Without what does not count.
    private let value: String

    /// - Parameters:
    ///   - field: a field of the resource's objects, by the API's name.
    ///   - value: what it must have.
    init(_ field: String, _ value: String, of resource: Resource) {
        let rule = resource == .loggers ? LoggerField(apiName: field)?.rule : nil
        self.field = field
        // What is not in the table is a status or an id.
        normalization = rule?.normalization ?? (field == "status" ? .uppercase : .lowercase)
        queryName = rule?.listFilter?.queryName ?? field
        let number = rule?.type.kind == .integer ? Int(value) : nil
        self.value = number.map { "\($0)" } ?? normalization.applied(to: value)
    }

    /// `name=value`, percent-encoded.
    var query: String { "\(PercentEncoding.encode(queryName))=\(PercentEncoding.encode(value))" }

    func matches(_ object: [String: JSONValue]) -> Bool {
        let text: String? =
            switch object[field] {
            case .string(let text): text
            case .integer(let number): "\(number)"
            case .boolean(let flag): "\(flag)"
            default: nil
            }
        return text.map { normalization.applied(to: $0).hasSameBytes(as: value) } ?? false
    }
}
