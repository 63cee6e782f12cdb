import ArgumentParser
import FlowLogReport

/// The formats of `verify`.
enum VerifyFormat: String, ResultFormat {
    case text, json

    func render(_ result: VerificationReport, _ style: Style) -> String {
        switch self {
        case .text: result.text(style: style).string
        case .json: result.json
        }
    }
}
