import ArgumentParser

/// What `destroy` and `release` have in common: they end the ownership of one stack.
struct StackOptions: ParsableArguments {
    @Argument(help: "The manifest of the stack.", completion: .manifests)
    var path: String

    @OptionGroup var manifests: ManifestOptions
    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var console: ConsoleOptions

    @Flag(help: "Do not ask for confirmation.")
    var yes = false
}
