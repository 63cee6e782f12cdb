import FlowLogApply
import FlowLogModel
import FlowLogPlan

extension Pipeline {
    /// What `destroy` and `release` have in common: both load one stack, plan the end of its ownership, and apply that.
    /// - Parameters:
    ///   - keys: only these loggers; all of the stack if empty.
    ///   - confirm: asks; not called with `--yes`.
    func endOwnership(
        _ purpose: PlanOptions.Purpose, _ options: StackOptions, keys: [String] = [], confirm: (Plan, DesiredStack) async -> Bool
    ) async throws -> ExitStatus {
        try requireAnswer(options.yes)
        let stack = try await stack(options.path, options.manifests)
        let planOptions = PlanOptions(purpose: purpose, targets: keys.map(KeySelector.init))
        return try await plan([stack], over: options.connection, options: planOptions) { planned in
            try await apply(
                planned, settings: ApplySettings(parallelism: options.connection.parallelism), report: try ApplyReport(in: context, console)
            ) { plan in
                if options.yes { true } else { await confirm(plan, stack) }
            }
        }
    }
}
