import FlowLogModel
import FlowLogPlan

extension StackPlan {
    /// The labels of its loggers' metrics, without braces; a region or project that is not known is `-`, as everywhere else.
    var metricLabels: MetricsText {
        let (region, project) = (stack.region ?? "-", projectID?.text ?? "-")
        return "stack=\"\(stack.name)\",region=\"\(region)\",project=\"\(project)\""
    }
}
