import FlowLogModel
import FlowLogPlan

// What must hold after an answer (Contract: Apply, Writes). Status and timestamps never count.

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
