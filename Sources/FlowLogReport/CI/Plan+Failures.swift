import FlowLogModel
import FlowLogPlan

extension Plan {
    /// The stacks of which nothing is known. What a tool would show of it, people may copy to a terminal.
    var failureDocuments: JSONValue {
        .array(
            failures.map { stack, failure in
                .object([
                    "stack": .string(stack.stack.name), "cloud": JSONValue(stack.stack.cloud.map { Shown($0).string }),
                    "region": JSONValue(stack.stack.region.map { Shown($0).string }),
                    "code": .string(failure.code.rawValue), "message": .string(Shown(failure.message).string),
                ])
            })
    }
}
