import FlowLogModel
import FoundationEssentials

/// Bodies to and from the API.
enum WireFormat {
    /// The body of a POST or PUT: the fields that are present.
    static func body(_ fields: LoggerFields) -> Data {
        let present = LoggerField.allCases.filter { fields[$0] != nil }
        let members = Dictionary(uniqueKeysWithValues: present.map { ($0.apiName, JSONValue(fields[$0])) })
        return Data(JSONValue.object([Resource.loggers.singular: .object(members)]).text.utf8)
    }
}
