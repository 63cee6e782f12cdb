import FlowLogModel
import FlowLogPlan
import TestSupport

extension Scenario {
    /// One stack in three projects, which two entries of clouds.yaml and the environment lead to, and one that is only in one of them.
    static func cloudInputs() throws -> [PlanInput] {
        let (web, database) = (desired("web", target: 1), desired("db", target: 2))
        func input(_ stack: DesiredStack, cloud: String?, project: ProjectID, _ list: [LiveLogger]) throws -> PlanInput {
            var stack = stack
            stack.cloud = cloud
            let list = list.map { logger in
                var logger = logger
                logger.projectID = project
                return logger
            }
            return PlanInput(
                stack, .success(try LiveState(region: "KR1", service: "https://api.example", projectID: project, list: list)))
        }
        let baseline = stack([web, database], name: "baseline")
        let stray = live(9, like: desired("stray", target: 9), owner: nil)
        let failing = live(3, like: web, owner: "baseline", status: .error, errorType: "OBSConfigurationError")
        var down = baseline
        down.cloud = "staging"
        return [
            try input(
                baseline, cloud: "prod", project: "project-2", [failing, live(4, like: desired("gone", target: 7), owner: "baseline")]),
            try input(baseline, cloud: nil, project: "project-1", [live(1, like: web, owner: "baseline", [.name: .string("by hand")])]),
            try input(stack([web], name: "only"), cloud: "lab", project: "project-3", [live(5, like: web, owner: "only"), stray]),
            PlanInput(down, .failure(StackFailure(.authentication, "Unauthorized (request req-1)"))),
        ]
    }
}
