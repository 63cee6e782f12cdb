import Glibc

/// Why the system refused something, in its own words.
package struct SystemError: Error, CustomStringConvertible {
    package let code: Int32

    package init(code: Int32) { self.code = code }

    package var description: String { String(cString: strerror(code)) }
}
