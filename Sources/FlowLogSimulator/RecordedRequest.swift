/// One call that a simulator got.
package struct RecordedRequest: Sendable, Equatable {
    package var method: String
    /// Path and query, as sent.
    package var path: String
    /// Status of the answer; 0 when the connection was closed without one.
    package var status: Int
    /// The request's body with passwords replaced; `.null` when there was none.
    package var body: JSONValue
    /// Value of the answer's `x-openstack-request-id`.
    package var requestID: String
    /// The faults that hit the call, as they were written.
    package var faults: [String]

    var json: JSONValue {
        [
            "method": .string(method), "path": .string(path), "status": .int(status), "body": body, "request_id": .string(requestID),
            "faults": .array(faults.map(JSONValue.string)),
        ]
    }
}
