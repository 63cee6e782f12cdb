/// Which values the service takes; each rule answers why not, in Neutron's words, or nil.
enum ValueRules {
    typealias Rule = @Sendable (JSONValue) -> String?

    /// Service facts: Flow log loggers: the columns of name and description hold 255 characters.
    static let atMost255: Rule = { value in
        guard let text = value.string, text.unicodeScalars.count > 255 else { return nil }
        return "'\(text)' exceeds maximum length of 255"
    }

    static let uuid: Rule = { value in
        isUUID(value.text) ? nil : "'\(value.text)' is not a valid UUID"
    }

    static func oneOf(_ allowed: String...) -> Rule {
        { value in
            if allowed.contains(value.text) { return nil }
            return "'\(value.text)' is not in [\(allowed.map { "'\($0)'" }.joined(separator: ", "))]"
        }
    }

    /// An integer of a range; for minutes the vendor's console allows 1 to 15 (Service facts: Flow log loggers).
    static func within(_ range: ClosedRange<Int>) -> Rule {
        { value in
            guard case .int(let number) = value else { return nil }
            if number < range.lowerBound { return "'\(number)' is too small - must be at least '\(range.lowerBound)'" }
            if number > range.upperBound { return "'\(number)' is too large - must be no larger than '\(range.upperBound)'" }
            return nil
        }
    }

    /// The guide: all of `https://{host}/v1/AUTH_{id}/{container}/{directory-path}` must be entered.
    static let storageURL: Rule = { value in
        if StorageURL(value.text) != nil { return nil }
        return "'\(value.text)' is not of the form https://{object-storage-endpoint}/v1/AUTH_{id}/{container}/{directory-path}"
    }

    /// The guide: customized_field "must be written in comma-separated form".
    static let nameList: Rule = { value in
        let names = value.text.split(separator: ",", omittingEmptySubsequences: false)
        return names.contains { $0.allSatisfy(\.isWhitespace) } ? "'\(value.text)' is not a comma-separated list of names" : nil
    }

    /// `HOUR`, `DAY`, or a template of year, month, day and hour (Service facts: Flow log loggers).
    static let partitionPeriod: Rule = { value in
        if ["HOUR", "DAY"].contains(value.text) { return nil }
        guard let template = Template(value.text), !template.placeholders.isEmpty,
            template.placeholders.allSatisfy(["year", "month", "day", "hour"].contains),
            template.literals.allSatisfy(isPartitionLiteral)
        else { return "'\(value.text)' is neither 'HOUR' nor 'DAY' nor a template of #{year}, #{month}, #{day} and #{hour}" }
        return nil
    }

    /// A template with all seven placeholders, each exactly once, and with the zone at most once (Service facts: Flow log loggers).
    static let fileName: Rule = { value in
        let all = ["day", "hour", "logger_id", "minute", "month", "second", "year"]
        let placeholders = Template(value.text)?.placeholders ?? []
        let zones = placeholders.count { $0 == "timezone" }
        if placeholders.filter({ $0 != "timezone" }).sorted() == all, zones <= 1 { return nil }
        return
            "'\(value.text)' must contain each of \(all.map { "#{\($0)}" }.joined(separator: ", ")) exactly once, and may contain #{timezone} once"
    }

    static func isUUID(_ text: String) -> Bool {
        let groups = text.split(separator: "-", omittingEmptySubsequences: false)
        return groups.map(\.utf8.count) == [8, 4, 4, 4, 12] && groups.allSatisfy { $0.allSatisfy { $0.isASCII && $0.isHexDigit } }
    }

    private static func isPartitionLiteral(_ character: Character) -> Bool {
        character.isASCII && (character.isLetter || character.isNumber || "/-_=:".contains(character))
    }
}

/// Text with `#{name}` placeholders.
private struct Template {
    var placeholders: [String] = []
    var literals = ""

    /// - Returns: nil when a `#{` has no end.
    init?(_ text: String) {
        var rest = text[...]
        while let start = rest.firstRange(of: "#{") {
            guard let end = rest[start.upperBound...].firstIndex(of: "}") else { return nil }
            literals += rest[..<start.lowerBound]
            placeholders.append(String(rest[start.upperBound..<end]))
            rest = rest[rest.index(after: end)...]
        }
        literals += rest
    }
}
