package import FlowLogModel
package import FlowLogPlan

extension PlanInput {
    /// A stack for one entry of clouds.yaml in region KR1, with what its project has.
    /// - Parameter list: becomes the project's.
    package init(
        _ stack: DesiredStack, cloud: String?, project: ProjectID?, service: String = "https://api.example", _ list: [LiveLogger] = []
    ) throws {
        var stack = stack
        stack.cloud = cloud
        let list = list.map { logger in
            var logger = logger
            logger.projectID = project
            return logger
        }
        self.init(stack, .success(try LiveState(region: "KR1", service: service, projectID: project, list: list)))
    }
}
