import ArgumentParser
import FlowLogAPI
import FlowLogModel
import FlowLogReport

struct PortsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ports", abstract: "Reads logging ports: the ports that loggers capture.", subcommands: [List.self, Get.self])

    struct List: ContextCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "Lists logging ports; filters narrow the list.",
            discussion: """
                JSON is an array of the API's objects.

                Example:
                  flowlogctl ports list --logger-id 3e84619a-1e49-4b19-b353-a15f7d278f94
                """)

        @OptionGroup var filters: PortFilterOptions
        @OptionGroup var options: ReadOptions
        @OptionGroup var output: OutputOptions<ObjectFormat>

        @Flag(help: "Show whole ids, in lines longer than 80 characters.")
        var wide = false

        func run(in context: Context) async throws -> ExitStatus {
            try await Pipeline(in: context, options.console).show(options, output) {
                .ports(try await $0.listPorts(filters: filters.filters), isWide: wide)
            }
        }
    }

    struct Get: ContextCommand {
        static let configuration = CommandConfiguration(
            commandName: "get", abstract: "Shows one logging port with all of its fields.",
            discussion: """
                Example:
                  flowlogctl ports get --region KR1 3da59f4b-2c5a-4ab7-9d4c-e6a9b8c0dc71
                """)

        @Argument(help: "The id of the logging port, which is not that of the port.")
        var id: String

        @OptionGroup var options: ReadOptions
        @OptionGroup var output: OutputOptions<ObjectFormat>

        func run(in context: Context) async throws -> ExitStatus {
            try await Pipeline(in: context, options.console).show(options, output) { .one(try await $0.showPort(id)) }
        }
    }
}
