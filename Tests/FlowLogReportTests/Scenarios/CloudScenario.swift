import FlowLogModel
import FlowLogPlan
import TestSupport

extension Scenario {
    /// One stack in three projects, which two entries of clouds.yaml and the environment lead to, and one that is only in one of them.
    static func cloudInputs() throws -> [PlanInput] {
        let (web, database) = (desired("web", target: 1), desired("db", target: 2))
        let baseline = stack([web, database], name: "baseline")
        let stray = live(9, like: desired("stray", target: 9), owner: nil)
        let failing = live(3, like: web, owner: "baseline", status: .error, errorType: "OBSConfigurationError")
        var down = baseline
        down.cloud = "staging"
        return [
            try PlanInput(
                baseline, cloud: "prod", project: "project-2", [failing, live(4, like: desired("gone", target: 7), owner: "baseline")]),
            try PlanInput(baseline, cloud: nil, project: "project-1", [live(1, like: web, owner: "baseline", [.name: .string("by hand")])]),
            try PlanInput(stack([web], name: "only"), cloud: "lab", project: "project-3", [live(5, like: web, owner: "only"), stray]),
            PlanInput(down, .failure(StackFailure(.authentication, "Unauthorized (request req-1)"))),
        ]
    }
}
