extension MarkupText {
    /// An element of HTML or SVG, with what is in it.
    static func element(
        _ name: Words, _ attributes: KeyValuePairs<Words, Shown> = [:], _ content: MarkupText...
    ) -> MarkupText {
        "\(tag(name, Array(attributes)))\(content.joined())</\(name)>"
    }

    /// An element of HTML that has nothing in it and no end, such as `meta`.
    static func void(_ name: Words, _ attributes: KeyValuePairs<Words, Shown>) -> MarkupText { tag(name, Array(attributes)) }

    /// How an element begins.
    private static func tag(_ name: Words, _ attributes: [(key: Words, value: Shown)]) -> MarkupText {
        "<\(name)\(attributes.map { " \($0.key)=\"\($0.value)\"" as MarkupText }.joined())>"
    }
}
