import ArgumentParser
import FlowLogManifest
import FlowLogModel
import FlowLogReport

struct ValidateCommand: ContextCommand {
    enum Format: String, ExpressibleByArgument, CaseIterable {
        case text, json
    }

    static let configuration = CommandConfiguration(
        commandName: "validate", abstract: "Checks manifests without any call.",
        discussion: """
            Reports everything that is wrong in one go, with position, code and a way out. Exit code 3 if there are errors.

            Example:
              flowlogctl validate --strict manifests/
            """)

    @Argument(help: ArgumentHelp("Manifests: files, directories with *.yaml and *.yml, or - for stdin.", valueName: "path"))
    var paths: [String]

    @OptionGroup var manifests: ManifestOptions
    @OptionGroup var console: ConsoleOptions

    @Option(help: "text or json.")
    var format = Format.text

    @Flag(help: "Warnings count as errors.")
    var strict = false

    func run(in context: Context) async throws -> ExitStatus {
        let loaded = manifests.load(paths, in: context)
        let isValid = !loaded.hasErrors && !(strict && !loaded.diagnostics.isEmpty)
        let result = ValidationResult(
            isValid: isValid, diagnostics: loaded.diagnostics, stacks: loaded.stacks.count,
            loggers: loaded.stacks.reduce(0) { $0 + $1.loggers.count }, skippedDocuments: loaded.skippedDocuments)
        switch format {
        case .text: Console(context, console).show(result.text)
        case .json: Console(context, console).show(result.json)
        }
        return isValid ? .done : .invalid
    }
}
