/// Where text goes, and how untrusted text is kept from doing harm there.
package protocol TextDestination {
    /// The text in a form in which it is nothing but text there.
    static func escaped(_ text: String) -> String
}

/// Text for one destination: literals stand as they are, and interpolated text, which may come from a server or a file, is escaped. There is
/// no other way in, so escaping cannot be forgotten.
package struct EscapedText<Destination: TextDestination>: ExpressibleByStringInterpolation, CustomStringConvertible, Sendable, Hashable {
    /// The text as the destination reads it.
    package let string: String

    fileprivate init(verbatim string: String) { self.string = string }

    package init(stringLiteral value: String) { string = value }

    package init(stringInterpolation: StringInterpolation) { string = stringInterpolation.string }

    /// Our own words, as they are.
    package init(_ words: Words) { string = words.string }

    /// Untrusted text, escaped.
    package init(_ text: String) { string = Destination.escaped(text) }

    package var description: String { string }

    package var isEmpty: Bool { string.isEmpty }

    /// Keeps literals as they are and escapes the rest.
    package struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var string = ""

        package init(literalCapacity: Int, interpolationCount: Int) { string.reserveCapacity(literalCapacity + 16 * interpolationCount) }

        package mutating func appendLiteral(_ literal: String) { string += literal }

        /// Untrusted text.
        package mutating func appendInterpolation(_ text: String) { string += Destination.escaped(text) }

        /// Text made for this destination already.
        package mutating func appendInterpolation(_ text: EscapedText) { string += text.string }

        /// Text made for another destination is untrusted here.
        package mutating func appendInterpolation<Other>(_ text: EscapedText<Other>) { string += Destination.escaped(text.string) }

        package mutating func appendInterpolation(_ words: Words) { string += words.string }

        package mutating func appendInterpolation(_ number: some BinaryInteger) { string += String(number) }

        /// One of our own codes.
        package mutating func appendInterpolation<Code: RawRepresentable<String> & CaseIterable>(_ code: Code) { string += code.rawValue }
    }
}

extension Sequence {
    /// The texts as one, with a separator between them.
    func joined<Destination>(separator: EscapedText<Destination> = "") -> EscapedText<Destination>
    where Element == EscapedText<Destination> {
        EscapedText(verbatim: map(\.string).joined(separator: separator.string))
    }
}

extension EscapedText<Terminal> {
    /// The text up to the first scalar that is not wanted.
    func prefix(while isWanted: (Unicode.Scalar) -> Bool) -> Shown {
        EscapedText(verbatim: String(String.UnicodeScalarView(string.unicodeScalars.prefix(while: isWanted))))
    }

    /// Parts of the text, each for a line of its own: a colon that begins one becomes visible, since a second one would make it a command.
    func parts(_ ranges: [Range<String.Index>]) -> [Shown] {
        ranges.map { range in
            let part = string.unicodeScalars[range]
            return EscapedText(verbatim: part.first == ":" ? ":".showing(":") + String(part.dropFirst()) : String(part))
        }
    }

    /// The text and more untrusted text, escaped as it must be after what precedes it.
    func followed(by scalars: some Sequence<Unicode.Scalar>) -> Shown {
        EscapedText(verbatim: scalars.reduce(into: string) { $0 += Terminal.escaped($1, after: $0) })
    }
}
