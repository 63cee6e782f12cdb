import ArgumentParser

/// Which loggers a run is about.
struct SelectionOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Only this logger: KEY, STACK/KEY or CLOUD:STACK/KEY (repeatable).", valueName: "key"))
    var target: [String] = []

    @Option(help: ArgumentHelp("All but this logger (repeatable).", valueName: "key"))
    var exclude: [String] = []
}
