import FlowLogReport

/// The formats of a command that has its whole result before it prints: a table of names, and of what the result looks like in each.
protocol ResultFormat: OutputFormat {
    associatedtype Result

    func render(_ result: Result, _ style: Style) -> String
}
