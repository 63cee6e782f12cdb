import ArgumentParser

/// `FORMAT=FILE`, not checked yet.
struct FormatFile: ExpressibleByArgument {
    let text: String
    let format: String
    let path: String

    init(argument: String) {
        text = argument
        let equals = argument.firstIndex(of: "=") ?? argument.endIndex
        format = String(argument[..<equals])
        path = String(argument[equals...].dropFirst())
    }
}
