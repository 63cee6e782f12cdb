import ArgumentParser
import FlowLogPlan
import FlowLogReport

/// The formats of `plan` and `show`.
enum PlanFormat: String, ResultFormat {
    case text, json, markdown, html, github, gitlab, terraform

    /// What there is to show.
    struct Result {
        let plan: Plan
        let createdAt: String
        let digest: PlanDigest?
        let label: String
        /// Whether it is of several documents.
        var isJoined = false
    }

    func render(_ result: Result, _ style: Style) -> String {
        switch self {
        case .text: PlanText(result.plan, style: style, digest: result.digest).text.string
        case .json: PlanDocument(result.plan, createdAt: result.createdAt, isJoined: result.isJoined).text + "\n"
        case .markdown: PlanMarkdown(result.plan, label: result.label, digest: result.digest).text().string
        case .html: PlanHTML(result.plan, digest: result.digest).text.string
        case .github: PlanAnnotations(result.plan).text.string
        case .gitlab: GitLabReport(result.plan).json
        case .terraform: TerraformPlan(result.plan, createdAt: result.createdAt).json
        }
    }
}
