import FlowLogModel

/// What is wrong or questionable about a value, in words.
struct ValueProblem: Equatable {
    var code: Diagnostic.Code = .invalidValue
    let message: String
    let help: String
}
