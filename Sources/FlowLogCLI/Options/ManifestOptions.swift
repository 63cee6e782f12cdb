import ArgumentParser

/// How manifests are read, and where they act.
struct ManifestOptions: ParsableArguments {
    @Flag(name: [.customShort("R"), .customLong("recursive")], help: "Also read the subdirectories of directories.")
    var isRecursive = false

    @OptionGroup var place: PlaceOptions
}

extension ArgumentHelp {
    static var manifests: ArgumentHelp {
        ArgumentHelp("Manifests: files, directories with *.yaml and *.yml, or - for stdin.", valueName: "path")
    }
}

extension CompletionKind {
    static var manifests: CompletionKind { .file(extensions: ["yaml", "yml"]) }
}
