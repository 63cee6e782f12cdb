/// A row of the list of logging ports: the logger records the port (Service facts: Flow log loggers).
package struct LoggingPort: Sendable, Hashable {
    package var loggerID: String
    package var portID: String

    package init(loggerID: String, portID: String) {
        self.loggerID = loggerID
        self.portID = portID
    }
}
