import ArgumentParser

/// The formats of `apply`, which tells what happens while it happens: `ApplyReport` writes them.
enum ApplyFormat: String, OutputFormat {
    case text, events
}
