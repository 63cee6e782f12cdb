/// Why what is live could not be read for a stack; other stacks are planned all the same.
package struct StackFailure: Error, Hashable {
    /// What kind of trouble it is, from which the exit code follows.
    package enum Code: String, Sendable {
        /// Credentials, clouds.yaml or the manifest lead nowhere, or to another project.
        case configuration
        /// The service does not take the credentials.
        case authentication
        /// A call failed.
        case api
    }

    /// From which the exit code follows.
    package let code: Code
    /// Not escaped.
    package let message: String

    package init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }
}
