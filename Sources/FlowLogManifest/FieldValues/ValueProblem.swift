import FlowLogModel

/// What is wrong with a value, or to be warned of, in words.
struct ValueProblem: Equatable {
    var code: Diagnostic.Code = .invalidValue
    let message: String
    let help: String
}
