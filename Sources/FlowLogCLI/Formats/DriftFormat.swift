import ArgumentParser
import FlowLogPlan
import FlowLogReport

/// The formats of `drift`.
enum DriftFormat: String, OutputFormat {
    case text, json, markdown, html, github, gitlab, junit, prometheus

    /// The drift that a run found.
    struct Result {
        let plan: Plan
        let failsOnUnmanaged: Bool
        let createdAt: String
        let label: String
    }

    /// What a format is about, and how to write that.
    enum Rendering {
        /// The drift, once it is known.
        case drift((Result, Style) -> String)
        /// The run, even one that failed before it knew of any drift. Written last, since it also says how everything else ended.
        case run((DriftMetrics) -> String)
    }

    var rendering: Rendering {
        switch self {
        case .text: .drift { DriftText($0.plan, style: $1, failsOnUnmanaged: $0.failsOnUnmanaged).text.string }
        case .json: .drift { result, _ in PlanDocument(result.plan, createdAt: result.createdAt, includingStates: true).text + "\n" }
        case .markdown:
            .drift { result, _ in
                DriftMarkdown(result.plan, label: result.label, failsOnUnmanaged: result.failsOnUnmanaged).text().string
            }
        case .html: .drift { result, _ in DriftHTML(result.plan, failsOnUnmanaged: result.failsOnUnmanaged).text.string }
        case .github: .drift { result, _ in DriftAnnotations(result.plan, failsOnUnmanaged: result.failsOnUnmanaged).text.string }
        case .gitlab: .drift { result, _ in GitLabReport(result.plan).json }
        case .junit: .drift { result, _ in DriftJUnit(result.plan, failsOnUnmanaged: result.failsOnUnmanaged).text.string }
        case .prometheus: .run(\.text.string)
        }
    }

    /// Whether it is about the run.
    var isOfRun: Bool { if case .run = rendering { true } else { false } }
}
