/// Our own words and numbers, with no untrusted text among them: they need no escaping anywhere.
package struct Words: ExpressibleByStringInterpolation, CustomStringConvertible, Sendable, Hashable {
    package let string: String

    fileprivate init(verbatim string: String) { self.string = string }

    package init(stringLiteral value: String) { string = value }

    package init(stringInterpolation: StringInterpolation) { string = stringInterpolation.string }

    package var description: String { string }

    var isEmpty: Bool { string.isEmpty }

    /// Accepts nothing that could be untrusted text.
    package struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var string = ""

        package init(literalCapacity: Int, interpolationCount: Int) {}

        package mutating func appendLiteral(_ literal: String) { string += literal }

        package mutating func appendInterpolation(_ words: Words) { string += words.string }

        package mutating func appendInterpolation(_ number: some BinaryInteger) { string += String(number) }

        package mutating func appendInterpolation(_ flag: Bool) { string += String(flag) }

        /// One of our own codes.
        package mutating func appendInterpolation<Code: RawRepresentable<String> & CaseIterable>(_ code: Code) { string += code.rawValue }
    }
}

extension Sequence<Words> {
    func joined(separator: Words = "") -> Words { Words(verbatim: map(\.string).joined(separator: separator.string)) }
}
