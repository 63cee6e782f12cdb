import ArgumentParser
import FlowLogReport

/// The formats that a command can print.
protocol OutputFormat: RawRepresentable<String>, CaseIterable, ExpressibleByArgument, Sendable {
    static var text: Self { get }
}

/// The formats of a command whose result is there before anything is printed: a table of names and what the result looks like in each.
protocol ResultFormat: OutputFormat {
    associatedtype Result

    func render(_ result: Result, _ style: Style) -> String
}
