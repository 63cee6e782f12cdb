import ArgumentParser
import FlowLogReport
import FlowLogVerify

/// The formats of `coverage`.
enum CoverageFormat: String, RunFormat {
    case text, json, markdown, html, junit, prometheus

    struct Result {
        let report: CoverageReport
        let createdAt: String
        let label: String
    }

    var isOfRun: Bool { self == .prometheus }

    func render(_ result: Result, _ style: Style) -> String? {
        switch self {
        case .text: CoverageText(result.report, style: style).text.string
        case .markdown: CoverageMarkdown(result.report, label: result.label).text().string
        case .html: CoverageHTML(result.report).text.string
        case .junit: CoverageJUnit(result.report).text.string
        case .prometheus: nil
        case .json: CoverageDocument(result.report, createdAt: result.createdAt).json
        }
    }
}
