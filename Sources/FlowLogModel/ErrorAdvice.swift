/// What an `error_type` means for people (Service facts: Flow log loggers, the guide's "Error type").
package struct ErrorAdvice: Sendable {
    package let cause: String
    package let advice: String

    /// - Parameter errorType: the API's `error_type`; one that is not documented gets general advice.
    package init(errorType: String) {
        switch errorType {
        case "AuthenticationSystemError":
            cause = "the flow log system account got no token"
            advice = "this is on the service's side: contact the Customer Center"
        case "OBSConfigurationError":
            cause = "writing a test object to the storage was refused (403)"
            advice = "check the container URL and its access policy: the flow log system account needs Write"
        case "OBSServiceNotAvailableError":
            cause = "writing a test object to the storage failed, but not for lack of permission"
            advice = "check that the container exists, then contact the Customer Center"
        default:
            cause = errorType.isEmpty ? "the service gives no reason" : "the service gives a reason that is not documented"
            advice = "look at the logger in the console, then contact the Customer Center"
        }
    }
}
