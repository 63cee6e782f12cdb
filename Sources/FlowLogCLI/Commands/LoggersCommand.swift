import ArgumentParser
import FlowLogAPI
import FlowLogModel
import FlowLogReport

struct LoggersCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "loggers", abstract: "Reads loggers as the API stores them.", subcommands: [List.self, Get.self])

    struct List: ContextCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "Lists loggers; filters narrow the list.",
            discussion: """
                All loggers that the credentials can see, whoever owns them, in lines of at most 80 characters. JSON is an array of the API's objects.

                Example:
                  flowlogctl loggers list --region KR1 --status ERROR
                  flowlogctl loggers list --region KR1 --wide
                  flowlogctl loggers list --region KR1 --resource-type SUBNET --format json
                """)

        @OptionGroup var filters: LoggerFilterOptions
        @OptionGroup var options: ReadOptions
        @OptionGroup var output: OutputOptions<ObjectFormat>

        @Flag(help: "Show every column and whole values, in lines longer than 80 characters.")
        var wide = false

        func run(in context: Context) async throws -> ExitStatus {
            let pipeline = Pipeline(in: context, options.console)
            return try await pipeline.show(options, output) { client in
                let loggers = try await client.listLoggers(filters: filters.filters)
                if let status = filters.filters["status"], !LoggerStatus.documented.contains(LoggerStatus(rawValue: status.uppercased())) {
                    pipeline.console.remark(.note, "'\(status)' is not a documented status")
                }
                return .loggers(loggers, isWide: wide)
            }
        }
    }

    struct Get: ContextCommand {
        static let configuration = CommandConfiguration(
            commandName: "get", abstract: "Shows one logger with all of its fields.",
            discussion: """
                Example:
                  flowlogctl loggers get --region KR1 3e84619a-1e49-4b19-b353-a15f7d278f94
                """)

        @Argument(help: "The logger's id.")
        var id: String

        @OptionGroup var options: ReadOptions
        @OptionGroup var output: OutputOptions<ObjectFormat>

        func run(in context: Context) async throws -> ExitStatus {
            try await Pipeline(in: context, options.console).show(options, output) { .one(try await $0.showLogger(id)) }
        }
    }
}
