extension Fault {
    /// Why a text is not a fault.
    package struct Invalid: Error, CustomStringConvertible {
        package var description: String
    }

    /// Reads a fault as `--fault` takes it: `METHOD PATH-GLOB KIND[=ARG] [p=PROBABILITY] [n=COUNT or n=FROM-TO or n=FROM-]`.
    /// - Parameter text: for example `POST /v2.0/flowlog-loggers drop-after-commit n=1`; `--help` has all kinds.
    /// - Throws: `Fault.Invalid` that says what is wrong.
    package init(_ text: String) throws {
        let words = text.split(whereSeparator: \.isWhitespace).map(String.init)
        guard words.count >= 3 else { throw Invalid(description: "expecting METHOD PATH-GLOB KIND, as in 'POST * drop-before'") }
        self.text = text
        method = try Self.method(words[0])
        pathGlob = try Self.pathGlob(words[1])
        kind = try Kind(words[2])
        if let method, let methods = kind.onlyMethods, !methods.contains(method) {
            throw Invalid(description: "'\(words[2])' is for \(methods.joined(separator: " and ")), not for \(words[0])")
        }
        var probability: Double?
        var calls: ClosedRange<Int>?
        for word in words.dropFirst(3) {
            switch Self.halves(word) {
            case ("p", let value?) where probability == nil: probability = try Self.probability(value)
            case ("n", let value?) where calls == nil: calls = try Self.calls(value)
            case ("p", _?), ("n", _?): throw Invalid(description: "'\(word)' is the second of its kind")
            default: throw Invalid(description: "'\(word)' is neither p=PROBABILITY nor n=COUNT")
            }
        }
        self.probability = probability ?? 1
        self.calls = calls ?? 1...Int.max
    }

    private static func method(_ word: String) throws -> String? {
        if word == "*" { return nil }
        if ["GET", "HEAD", "POST", "PUT", "DELETE"].contains(word) { return word }
        throw Invalid(description: "'\(word)' is not a method: GET, HEAD, POST, PUT, DELETE or *")
    }

    private static func pathGlob(_ word: String) throws -> String {
        guard word.hasPrefix("/") || word.hasPrefix("*") else { throw Invalid(description: "path '\(word)' starts with neither / nor *") }
        guard !word.contains("?") else { throw Invalid(description: "path '\(word)' has a query: only the path is looked at") }
        return word
    }

    private static func probability(_ text: String) throws -> Double {
        guard let value = Double(text), (0...1).contains(value) else { throw Invalid(description: "p=\(text): not a number from 0 to 1") }
        return value
    }

    private static func calls(_ text: String) throws -> ClosedRange<Int> {
        let bounds = text.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) ?? 0 }
        switch (bounds.first, bounds.last) {
        case (let count?, _) where bounds.count == 1 && count >= 1: return 1...count
        case (let from?, _) where bounds.count == 2 && from >= 1 && text.hasSuffix("-"): return from...Int.max
        case (let from?, let to?) where bounds.count == 2 && from >= 1 && to >= from: return from...to
        default: throw Invalid(description: "n=\(text): neither a count from 1 nor a range like 2-4 or 5-")
        }
    }

    fileprivate static func halves(_ word: String) -> (name: String, value: String?) {
        let halves = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        return (halves[0], halves.count > 1 ? halves[1] : nil)
    }
}

extension Fault.Kind {
    private static let all =
        "status=CODE, drop-before, drop-after-commit, delay=DURATION, truncate, garbage, no-body, stale-list=DURATION, stale-show=DURATION, "
        + "delete-lag=DURATION, stores=FORM, ids=FORM, lacks=FIELD, nulls=FIELD, ignores=NAME or no-links"

    fileprivate init(_ word: String) throws {
        switch Fault.halves(word) {
        case ("status", let argument?): self = try Self.status(argument)
        case ("drop-before", nil): self = .dropBefore
        case ("drop-after-commit", nil): self = .dropAfterCommit
        case ("delay", let argument?): self = .delay(try Self.duration(argument, of: "delay"))
        case ("truncate", nil): self = .truncate
        case ("garbage", nil): self = .garbage
        case ("no-body", nil): self = .noBody(status: nil)
        case ("no-body", let argument?): self = .noBody(status: try Self.success(argument))
        case ("stale-list", let argument?): self = .staleList(try Self.duration(argument, of: "stale-list"))
        case ("stale-show", let argument?): self = .staleShow(try Self.duration(argument, of: "stale-show"))
        case ("stores", let argument?): self = .stores(try Self.some(argument, of: "stores", among: StoredForm.allCases))
        case ("ids", let argument?): self = .ids(try Self.some(argument, of: "ids", among: WrittenIDs.allCases))
        case ("lacks", let argument?): self = .lacks(try Self.fields(argument, of: "lacks"))
        case ("nulls", let argument?): self = .nulls(try Self.fields(argument, of: "nulls"))
        case ("ignores", let argument?): self = .ignores(try Self.queryNames(argument))
        case ("no-links", nil): self = .noLinks
        case ("delete-lag", let argument?): self = .deleteLag(try Self.duration(argument, of: "delete-lag"))
        default: throw Fault.Invalid(description: "'\(word)' is not a kind of fault: \(Self.all)")
        }
    }

    /// The only methods that the kind does anything for, or nil for all.
    fileprivate var onlyMethods: [String]? {
        switch self {
        case .deleteLag: ["DELETE"]
        case .staleList, .staleShow, .ignores, .noLinks: ["GET"]
        case .stores: ["POST", "PUT"]
        default: nil
        }
    }

    /// One or several names of a list, with commas between them.
    private static func some<Name: RawRepresentable<String>>(_ argument: String, of kind: String, among all: [Name]) throws -> [Name] {
        try argument.split(separator: ",", omittingEmptySubsequences: false).map { word in
            if let name = Name(rawValue: String(word)) { return name }
            let names = all.map(\.rawValue).joined(separator: ", ")
            throw Fault.Invalid(description: "\(kind)=\(argument): '\(word)' is none of \(names)")
        }
    }

    private static func fields(_ argument: String, of kind: String) throws -> [String] {
        let names = argument.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        let inventory = Inventory.Kind.allCases.reduce(into: Set()) { $0.formUnion($1.fields) }
        if let unknown = names.first(where: { LoggerField.byName[$0] == nil && !inventory.contains($0) }) {
            throw Fault.Invalid(description: "\(kind)=\(argument): neither loggers nor the inventory have a field '\(unknown)'")
        }
        return names
    }

    private static func queryNames(_ argument: String) throws -> [String] {
        let names = argument.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        let filters = Filters.network.values.flatMap(\.keys) + Filters.loggers.keys + Filters.loggingPorts.keys
        let known = Set(["limit", "marker", "page_reverse", "fields", "prefix", "end_marker"] + filters)
        if let unknown = names.first(where: { !known.contains($0) }) {
            throw Fault.Invalid(description: "ignores=\(argument): no list heeds '\(unknown)' anyway")
        }
        return names
    }

    private static func success(_ argument: String) throws -> Int {
        guard let code = Int(argument), (200...299).contains(code) else {
            throw Fault.Invalid(description: "no-body=\(argument): not a code from 200 to 299")
        }
        return code
    }

    private static func status(_ argument: String) throws -> Self {
        let parts = argument.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        guard let code = Int(parts[0]), (400...599).contains(code) else {
            throw Fault.Invalid(description: "status=\(argument): '\(parts[0])' is not a code from 400 to 599")
        }
        guard parts.count > 1 else { return .status(code, retryAfter: nil) }
        let (name, value) = Fault.halves(parts[1])
        switch (name, value.flatMap(Int.init)) {
        case ("retry-after", let seconds?) where parts.count == 2 && seconds >= 0: return .status(code, retryAfter: .seconds(seconds))
        case ("retry-after-date", let seconds?) where parts.count == 2 && seconds >= 0: return .status(code, retryAfter: .date(seconds))
        default:
            throw Fault.Invalid(description: "status=\(argument): after the code comes retry-after=SECONDS or retry-after-date=SECONDS")
        }
    }

    private static func duration(_ argument: String, of kind: String) throws -> Duration {
        guard let duration = DurationArgument(argument: argument)?.value else {
            throw Fault.Invalid(description: "\(kind)=\(argument): not a duration like 500ms, 2s or 10m")
        }
        return duration
    }
}
