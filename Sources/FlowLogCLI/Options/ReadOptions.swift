import ArgumentParser

/// What commands without a manifest have in common: they read from one place.
struct ReadOptions: ParsableArguments {
    @OptionGroup var place: PlaceOptions
    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var console: ConsoleOptions
}
