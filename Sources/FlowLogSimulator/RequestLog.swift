/// The calls that a simulator got, without secrets (Contract: Simulator).
struct RequestLog: Sendable {
    /// Enough for any test, and a bound for a simulator that runs for weeks.
    private static let capacity = 100_000

    private(set) var requests: [RecordedRequest] = []

    mutating func record(_ call: Call, status: Int, requestID: String, faults: [String]) {
        if requests.count >= Self.capacity { requests.removeFirst(Self.capacity / 10) }
        requests.append(
            RecordedRequest(
                method: call.method, path: Self.withoutToken(call.target), status: status, body: Self.logged(call.body),
                requestID: requestID, faults: faults
            )
        )
    }

    /// Identity paths may carry a token: `/v2.0/tokens/{id}`.
    private static func withoutToken(_ target: String) -> String {
        let prefix = "/v2.0/tokens/"
        return target.hasPrefix(prefix) ? prefix + "***" : target
    }

    /// What is not JSON is only measured: it could hold a password in any shape.
    private static func logged(_ body: [UInt8]) -> JSONValue {
        if body.isEmpty { return .null }
        return (try? JSONValue(parsing: body))?.withoutSecrets ?? .string("(not JSON: \(body.count) bytes)")
    }
}

extension JSONValue {
    private static let secretNames: Set = ["password", "adminPass", "secret", "token", "tokenId", "access_token"]

    /// The value with everything under the name of a secret replaced by `***`.
    fileprivate var withoutSecrets: JSONValue {
        switch self {
        case .array(let elements): .array(elements.map(\.withoutSecrets))
        case .object(let members):
            .object(
                JSONObject(
                    uniqueKeysWithValues: members.map { name, value in
                        (name, Self.secretNames.contains(name) ? "***" : value.withoutSecrets)
                    }
                )
            )
        default: self
        }
    }
}
