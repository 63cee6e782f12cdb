import ArgumentParser
import FlowLogReport

/// The formats of `loggers` and `ports`.
enum ObjectFormat: String, ResultFormat {
    case text, json

    func render(_ result: StoredObjects, _ style: Style) -> String {
        switch self {
        case .text: result.text(style: style).string
        case .json: result.json
        }
    }
}
