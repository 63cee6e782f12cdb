import ArgumentParser
import FlowLogReport

/// The formats of `validate`.
enum ValidateFormat: String, ResultFormat {
    case text, json, github, sarif, junit

    func render(_ result: ValidationResult, _ style: Style) -> String {
        switch self {
        case .text: result.text(style: style).string
        case .json: result.json
        case .github: result.github.string
        case .sarif: result.sarif
        case .junit: result.junit.string
        }
    }
}
