import ArgumentParser
import FlowLogManifest
import FlowLogModel
import FlowLogReport

struct ValidateCommand: ContextCommand {
    static let configuration = CommandConfiguration(
        commandName: "validate", abstract: "Checks manifests offline.",
        discussion: """
            Reports everything that is wrong at once, each with its position, its code and what to do. Exit code 3 if there are errors.

            Example:
              flowlogctl validate --strict manifests/
              flowlogctl validate --format github --write junit=report.xml manifests/
            """)

    @Argument(help: .manifests, completion: .manifests)
    var paths: [String]

    @OptionGroup var manifests: ManifestOptions
    @OptionGroup var console: ConsoleOptions
    @OptionGroup var output: OutputOptions<ValidateFormat>

    @Flag(help: "Treat warnings as errors.")
    var strict = false

    func run(in context: Context) async throws -> ExitStatus {
        let pipeline = Pipeline(in: context, console)
        let loaded = try await pipeline.load(paths, manifests, outputs: output.files.map(\.path))
        let isValid = !loaded.hasErrors && !(strict && !loaded.diagnostics.isEmpty)
        let result = ValidationResult(
            isValid: isValid, diagnostics: loaded.diagnostics, stacks: loaded.stacks.count,
            loggers: loaded.stacks.reduce(0) { $0 + $1.loggers.count }, skippedDocuments: loaded.skippedDocuments,
            emptyFiles: loaded.emptyFiles)
        let written = pipeline.console.emit(result, to: output)
        return ExitStatus.first(of: [isValid ? .done : .invalid, written])
    }
}
