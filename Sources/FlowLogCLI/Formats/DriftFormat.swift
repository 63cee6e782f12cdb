import ArgumentParser
import FlowLogPlan
import FlowLogReport

/// The formats of `drift`.
enum DriftFormat: String, RunFormat {
    case text, json, markdown, html, github, gitlab, junit, prometheus

    /// The drift that a run found.
    struct Result {
        let plan: Plan
        let failsOnUnmanaged: Bool
        let createdAt: String
        let label: String
    }

    var isOfRun: Bool { self == .prometheus }

    func render(_ result: Result, _ style: Style) -> String? {
        let (plan, failsOnUnmanaged) = (result.plan, result.failsOnUnmanaged)
        return switch self {
        case .text: DriftText(plan, style: style, failsOnUnmanaged: failsOnUnmanaged).text.string
        case .json: PlanDocument(plan, createdAt: result.createdAt, includingStates: true).text + "\n"
        case .markdown: DriftMarkdown(plan, label: result.label, failsOnUnmanaged: failsOnUnmanaged).text().string
        case .html: DriftHTML(plan, failsOnUnmanaged: failsOnUnmanaged).text.string
        case .github: DriftAnnotations(plan, failsOnUnmanaged: failsOnUnmanaged).text.string
        case .gitlab: GitLabReport(plan).json
        case .junit: DriftJUnit(plan, failsOnUnmanaged: failsOnUnmanaged).text.string
        case .prometheus: nil
        }
    }
}
