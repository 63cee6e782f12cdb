import ArgumentParser

/// The formats of `apply`, which reports while it runs: `ApplyReport` writes them.
enum ApplyFormat: String, OutputFormat {
    case text, events
}
