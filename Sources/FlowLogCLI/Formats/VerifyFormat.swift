import ArgumentParser
import FlowLogReport
import FlowLogVerify

/// The formats of `verify`.
enum VerifyFormat: String, RunFormat {
    case text, json, junit, prometheus

    var isOfRun: Bool { self == .prometheus }

    func render(_ result: Verification, _ style: Style) -> String? {
        switch self {
        case .text: VerificationText(result, style: style).text.string
        case .json: VerificationDocument(result).json
        case .junit: VerificationJUnit(result).text.string
        case .prometheus: nil
        }
    }
}
