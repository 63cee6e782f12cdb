import ArgumentParser

/// The formats of an apply.
enum ApplyFormat: String, OutputFormat {
    case text, events
}
