/// A command for a POSIX shell: literals stand as they are, and each interpolated text is one quoted word or part of one.
struct ShellText: ExpressibleByStringInterpolation {
    let string: String

    init(stringLiteral value: String) { string = value }

    init(stringInterpolation: StringInterpolation) { string = stringInterpolation.string }

    struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var string = ""

        init(literalCapacity: Int, interpolationCount: Int) {}

        mutating func appendLiteral(_ literal: String) { string += literal }

        /// Between single quotes nothing has a meaning but the quote itself. By scalars: a combining mark after a quote does not hide it.
        mutating func appendInterpolation(_ text: String) {
            string += "'" + text.unicodeScalars.reduce(into: "") { $0 += $1 == "'" ? "'\\''" : String($1) } + "'"
        }
    }
}
