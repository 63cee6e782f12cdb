import ArgumentParser
import FlowLogPlan
import FlowLogReport

/// The formats of a plan.
enum PlanFormat: String, OutputFormat {
    case text, json, markdown, github, gitlab

    func render(_ plan: Plan, createdAt: String, style: Style, digest: PlanDigest?) -> String {
        switch self {
        case .text: PlanText(plan, style: style, digest: digest).text
        case .json: PlanDocument(plan, createdAt: createdAt).text + "\n"
        case .markdown: PlanMarkdown(plan, digest: digest).text()
        case .github: PlanAnnotations(plan).text
        case .gitlab: GitLabReport(plan).text
        }
    }
}
