import ArgumentParser
import FlowLogPlan
import FlowLogReport

/// The formats of a plan.
enum PlanFormat: String, OutputFormat {
    case text, json, markdown, github, gitlab

    func render(_ plan: Plan, createdAt: String, style: Style) -> String {
        switch self {
        case .text: PlanText(plan, style: style).text
        case .json: plan.json(createdAt: createdAt) + "\n"
        case .markdown: PlanMarkdown(plan).text()
        case .github: PlanAnnotations(plan).text
        case .gitlab: GitLabReport(plan).text
        }
    }
}
