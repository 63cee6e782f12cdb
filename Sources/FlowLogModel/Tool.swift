/// The name and version of the program, for `--version`, plans and the User-Agent.
package enum Tool {
    package static let name = "flowlogctl"
    package static let version = "0.1.0"
}
