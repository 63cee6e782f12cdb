import FlowLogModel
import FlowLogPlan

// What must hold before a write and after an answer (Contract: Apply, Writes). Status and timestamps never count.

extension LiveLogger {
    /// What is no longer as it was planned, by the names that plans use.
    /// - Parameter target: what the logger is to be; without one, every field counts.
    func changes(since planned: LiveLogger, comparedBy target: LoggerTarget?) -> [String] {
        var names = LoggerField.allCases.filter { field in
            (field == .name || target?.compared.contains(field) ?? true) && !field.isSame(fields[field], planned.fields[field])
        }.map(\.apiName)
        if ownership != planned.ownership { names.append("owner mark") }
        return names
    }
}

extension LoggerTarget {
    /// What an answer does not have as it was asked for, by the API's names; the mark is another matter.
    /// - Parameter fields: the fields that were sent.
    func fieldsThatDiffer(in answer: LiveLogger, among fields: [LoggerField]) -> [LoggerField] {
        fields.filter { self.fields[$0] != nil && !ignored.contains($0) && !$0.isSame(answer.fields[$0], self.fields[$0]) }
    }

    /// Fails unless a logger is what was asked for.
    func check(_ answer: LiveLogger, among fields: [LoggerField]) throws(ActionFailure) {
        guard answer.ownership == MarkedDescription(markedDescription).ownership else {
            throw ActionFailure(
                "the service did not keep the owner mark in the description of \(answer.id): nothing more is created or adopted",
                flaw: .lostMark)
        }
        let differing = fieldsThatDiffer(in: answer, among: fields)
        guard !differing.isEmpty else { return }
        let details = differing.map {
            "\($0.apiName) is \(JSONValue(answer.fields[$0]).text) instead of \(JSONValue(self.fields[$0]).text)"
        }
        throw ActionFailure(
            "answer-differs: \(details.joined(separator: ", ")) in the answer for \(answer.id); if the service is right, change the manifest or list the field in lifecycle.ignore_changes",
            flaw: .differs)
    }
}

extension ActionFailure {
    init(_ error: ControlPlaneError) {
        let status: Int? = if case .refused(let status) = error.kind { status } else { nil }
        self.init(error.message, requestID: error.requestID, status: status, flaw: nil)
    }

    /// The same with more about it: what to do, or what was done before it.
    func advising(_ more: String) -> ActionFailure {
        let advice = advice.map { "\($0); \(more)" } ?? more
        return ActionFailure(message, requestID: requestID, advice: advice, status: status, errorType: errorType, flaw: flaw)
    }
}

extension String {
    /// An id of the service in one form, since answers may write it in another case or without dashes.
    var canonicalID: String {
        let bytes = utf8.lazy.filter { $0 != UInt8(ascii: "-") }
        return String(decoding: bytes.map { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) ? $0 | 0x20 : $0 }, as: UTF8.self)
    }
}
