/// How a service may store a value differently from how it was sent; which of these the real one does is undocumented.
enum StoredForm: String, CaseIterable, Sendable {
    /// An `aggregation_interval` below 5 becomes 5.
    case clampInterval = "clamp-interval"
    /// The host of `storage_url` in lower case.
    case lowerHost = "lower-host"
    /// `storage_url` without its percent-encoding.
    case decodeURL = "decode-url"
    /// One slash where `storage_url` has several in its path, and none at its end.
    case squeezeURL = "squeeze-url"
    /// The names of `customized_field` in the order of the alphabet.
    case sortColumns = "sort-columns"
    /// A PARQUET logger has no compression of its own: RAW.
    case rawParquet = "raw-parquet"
    /// Name and description without white space around them.
    case trimText = "trim-text"
    /// The same, and one space where there is more white space within.
    case squeezeText = "squeeze-text"
    /// A description without what is in square brackets.
    case dropBrackets = "drop-brackets"

    /// Changes the fields of a create or an edit; those that are not there stay so.
    func apply(to fields: inout JSONObject) {
        switch self {
        case .clampInterval:
            if case .int(let minutes)? = fields["aggregation_interval"] { fields["aggregation_interval"] = .int(max(minutes, 5)) }
        case .lowerHost: change("storage_url", of: &fields) { Self.mapHost($0) { $0.lowercased() } }
        case .decodeURL: change("storage_url", of: &fields) { Query.decode($0.replacing("+", with: "%2B")) }
        case .squeezeURL:
            change("storage_url", of: &fields) { url in
                let parts = url.split(separator: "/")
                return parts.isEmpty ? url : ([parts[0] + "/"] + parts.dropFirst()).joined(separator: "/")
            }
        case .sortColumns: change("customized_field", of: &fields) { $0.split(separator: ",").sorted().joined(separator: ",") }
        case .rawParquet: if fields["log_format"] == "PARQUET" { fields["compression_type"] = "RAW" }
        case .trimText: for name in ["name", "description"] { change(name, of: &fields, by: Self.trimmed) }
        case .squeezeText:
            for name in ["name", "description"] {
                change(name, of: &fields) { $0.split(whereSeparator: \.isWhitespace).joined(separator: " ") }
            }
        case .dropBrackets: change("description", of: &fields) { Self.trimmed(Self.withoutBrackets($0)) }
        }
    }

    private func change(_ name: String, of fields: inout JSONObject, by form: (String) -> String) {
        if let text = fields[name]?.string { fields[name] = .string(form(text)) }
    }

    private static func mapHost(_ url: String, _ form: (Substring) -> String) -> String {
        guard let start = url.firstRange(of: "://")?.upperBound else { return url }
        let host = url[start...].prefix { $0 != "/" }
        return url[..<start] + form(host) + url[host.endIndex...]
    }

    private static func trimmed(_ text: String) -> String {
        var rest = text[...]
        while rest.first?.isWhitespace == true { rest.removeFirst() }
        while rest.last?.isWhitespace == true { rest.removeLast() }
        return String(rest)
    }

    private static func withoutBrackets(_ text: String) -> String {
        var rest = text[...]
        var kept = ""
        while let open = rest.firstIndex(of: "["), let close = rest[open...].firstIndex(of: "]") {
            kept += rest[..<open]
            rest = rest[rest.index(after: close)...]
        }
        return kept + rest
    }
}
