import ArgumentParser

/// What commands that end the ownership of one stack have in common.
struct StackOptions: ParsableArguments {
    @Argument(help: "The manifest of the stack.", completion: .manifests)
    var path: String

    @OptionGroup var manifests: ManifestOptions
    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var console: ConsoleOptions

    @Flag(help: "Do not ask.")
    var yes = false
}
