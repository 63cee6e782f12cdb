import ArgumentParser
import FlowLogReport
import FlowLogVerify

/// The formats of `coverage`.
enum CoverageFormat: String, ResultFormat {
    case text, json, markdown, html, junit

    struct Result {
        let report: CoverageReport
        let createdAt: String
    }

    func render(_ result: Result, _ style: Style) -> String {
        switch self {
        case .text: CoverageText(result.report, style: style).text.string
        case .markdown: CoverageMarkdown(result.report).text.string
        case .html: CoverageHTML(result.report).text.string
        case .junit: CoverageJUnit(result.report).text.string
        case .json: CoverageDocument(result.report, createdAt: result.createdAt).json
        }
    }
}
