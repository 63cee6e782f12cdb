import ArgumentParser
import FlowLogReport

/// The formats that a command can print.
protocol OutputFormat: RawRepresentable<String>, CaseIterable, ExpressibleByArgument, Sendable {
    static var text: Self { get }
}

/// The formats of a command that has its whole result before it prints: a table of names, and of what the result looks like in each.
protocol ResultFormat: OutputFormat {
    associatedtype Result

    func render(_ result: Result, _ style: Style) -> String
}
