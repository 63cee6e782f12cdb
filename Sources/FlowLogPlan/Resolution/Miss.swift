import FlowLogModel

/// Why a named resource is not exactly one object.
enum Miss: Error {
    case none(String)
    case several(String, of: NamedResource.Part)
    case unknown(StackFailure)

    func answer(to question: NamedResource) -> ResourceAnswers.Answer {
        switch self {
        case .none(let why): .notFound("\(question) was not found: \(why)")
        case .several(let why, of: let part): .ambiguous("\(question) could be several: \(why)", of: part)
        case .unknown(let failure): .unknown(failure)
        }
    }

    static func checked<Value>(_ result: Result<Value, StackFailure>) throws(Miss) -> Value {
        do throws(StackFailure) { return try result.get() } catch { throw .unknown(error) }
    }

    /// The only one of what was found.
    /// - Parameters:
    ///   - none: says that there is none.
    ///   - hint: what may have been meant then; looked for only then, since that takes long.
    ///   - several: says how many there are.
    static func one<Object: NetworkObject>(
        _ found: [Object], none: @autoclosure () -> String, hint: @autoclosure () -> String? = nil, several: (Int) -> String,
        detail: (Object) -> String = \.detail
    ) throws(Miss) -> Object {
        guard let first = found.first else { throw .none(none() + (hint() ?? "")) }
        guard found.count > 1 else { return first }
        let shown = found.prefix(mostShown).map { "\($0.id) (\(detail($0)))" }.joined(separator: ", ")
        let more = found.count > mostShown ? " and \(found.count - mostShown) more" : ""
        throw .several("\(several(found.count)): \(shown)\(more)", of: Object.part)
    }

    private static let mostShown = 10
}
