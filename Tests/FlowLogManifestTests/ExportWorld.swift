import FlowLogModel
import TestSupport

/// What a service may list, at random: sound loggers among names, descriptions and values that no manifest was written with in mind.
struct ExportWorld {
    var list: [LiveLogger] = []
    /// Ids of loggers that a manifest can say for sure.
    var sound: Set<String> = []

    /// - Parameter stack: the stack whose loggers are written too; half of the marks are its.
    init(stack: String, using random: inout SeededRandom) {
        let count = Int.random(in: 0...9, using: &random)
        // Some accounts have loggers much alike, with a folder for each.
        let isTidy = Bool.random(using: &random)
        let folder = ["", "/", "/", "/$", "/${key}/", "/${x", "/$/"].randomElement(using: &random) ?? "/"
        for number in 0..<count {
            var wish = desired("key\(Int.random(in: 1...12, using: &random))", target: .random(in: 1...4, using: &random))
            let name = isTidy && !.oneIn(4, using: &random) ? "web\(number)" : Self.text(using: &random)
            wish.fields[.name] = .string(name)
            wish.preventDestroy = .oneIn(4, using: &random)
            var logger = live(
                number, like: wish, owner: nil, Self.fields(isTidy ? [name] : ["d", "key1", name], folder: folder, using: &random))
            let isSpoiled = Self.spoil(&logger, using: &random)
            let isMarkSound = Self.mark(&logger, wish, stack: stack, using: &random)
            Self.change(&logger, using: &random)
            if !isSpoiled, isMarkSound, Self.canBeSaid(logger) { sound.insert(logger.id) }
            list.append(logger)
        }
        if .oneIn(8, using: &random), var twin = list.first {
            twin.id = list[0].id.uppercased()
            if twin.id != list[0].id {
                sound.remove(list[0].id)
                list.append(twin)
            }
        }
    }

    /// Whether name and description fit into a manifest; long descriptions are counted as ones that may not.
    private static func canBeSaid(_ logger: LiveLogger) -> Bool {
        let name = logger.fields.name.unicodeScalars
        let isName = !name.isEmpty && name.count <= 255 && !name.contains { $0.properties.generalCategory == .control }
        let description = Array((logger.fields[.description]?.text ?? "").utf8)
        return Identifier.isUUID(logger.id) && isName && description.count < 150
            && description.firstRange(of: Array("[flowlogctl:".utf8)) == nil
    }

    // MARK: parts

    private static let pieces = [
        "web", "db", "a", "A", "a: b", "a #b", "0", "7", "010", "1e3", "null", "~", "no", "on", "true", " ", " ", "-", "- ", "_", ".", "/",
        ":", ": ", "#",
        " #", "\"",
        "'", "\\", "\\n", "{", "}", "${", "$", "$$", "${key}", "${var:HOME}", "#{year}", "[", "]", ",", "&a", "*a", "!b", "|", ">", "%",
        "@", "`", "?", "=",
        "<<", "---", "...", "\u{E9}", "e\u{301}", "\u{301}", "판교", "판교", "東京", "👩‍💻", "\u{200B}", "\u{202E}", "\u{2028}", "\u{85}", "\u{A0}",
        "\u{3000}",
        "\u{FEFF}", "\u{FFFE}", "\u{10FFFF}", "\u{E0041}", "\n", "\r", "\t", "\u{0}", "\u{1B}[2J", "\u{7F}", "[flowlogctl:",
        "[flowlogctl:prod/a]",
        "2026-01-01", "0x1F", "12:30", ".5", "+1", "-",
    ]

    private static func text(using random: inout SeededRandom) -> String {
        switch Int.random(in: 0...9, using: &random) {
        case 0...2: ["web", "db", "key1", "key2", "\u{E9}", "e\u{301}"].randomElement(using: &random) ?? "web"
        case 3 where .oneIn(4, using: &random): String(repeating: "웹a ", count: .random(in: 15...90, using: &random))
        default: (0..<Int.random(in: 0...5, using: &random)).compactMap { _ in pieces.randomElement(using: &random) }.joined()
        }
    }

    private static func fields(_ directories: [String], folder: String, using random: inout SeededRandom) -> [LoggerField: FieldValue?] {
        let directory = folder + (directories.randomElement(using: &random) ?? "").filter { $0.isASCII && ($0.isLetter || $0.isNumber) }
        let slash = ["", "", "/", "//"].randomElement(using: &random) ?? ""
        let choices: [(LoggerField, FieldValue?)] = [
            (.description, .string(text(using: &random))), (.description, .string(String(repeating: " ", count: 240))),
            (.resourceType, .string("SUBNET")), (.resourceType, .string("vpc")), (.resourceID, .string(uuid(77).uppercased())),
            (.filter, .string("DROP")), (.filter, .string("accept")), (.aggregationInterval, .integer(1)),
            (.aggregationInterval, .integer(10)),
            (.connectionSetupOnly, .boolean(true)), (.adminStateUp, .boolean(false)), (.logFormat, .string("PARQUET")),
            (.compressionType, .string("GZIP")), (.partitionPeriod, .string("hour")), (.partitionPeriod, .string("#{year}")),
            (.customizedField, nil), (.customizedField, .string("")), (.customizedField, .string("src_addr, no ,1,${key},a[b]:c")),
            (.customizedFileName, .string("")),
            (.customizedFileName, .string("${key} #{logger_id}#{year}#{month}#{day}: #{hour}#{minute}#{second}\u{200B} #")),
        ]
        let chosen = choices.filter { _ in .oneIn(2, using: &random) }.shuffled(using: &random)
        let url = FieldValue?.some(.string("https://host.example/v1/AUTH_a/flowlog/x\(directory)\(slash)"))
        return Dictionary(chosen + [(.storageURL, url)]) { $1 }
    }

    /// Gives one logger of six a value that no manifest has; false if it stays as it is.
    private static func spoil(_ logger: inout LiveLogger, using random: inout SeededRandom) -> Bool {
        guard .oneIn(6, using: &random) else { return false }
        let wrong: [(LoggerField, FieldValue?)] = [
            (.name, .string("")), (.resourceID, .string("")), (.resourceID, .string("\u{2028}- x")), (.storageURL, .string("ftp://h")),
            (.storageURL, .string("https://h/v1/AUTH_a/c/\u{85}x")), (.aggregationInterval, .integer(.random(in: -5...0, using: &random))),
            (.aggregationInterval, .integer(16)), (.filter, .string("REJECT")), (.filter, nil), (.logFormat, .string("\n# x")),
            (.partitionPeriod, .string("WEEK")), (.partitionPeriod, .string("#{year} ")), (.customizedField, .string("a,,b")),
            (.customizedField, .string("a,a")), (.customizedFileName, .string("#{year}")), (.storageType, .string("")),
        ]
        if let (field, value) = wrong.randomElement(using: &random) { logger.fields[field] = value }
        return true
    }

    /// Says whose the logger is, as the wire does it; false if the mark keeps it from being written.
    private static func mark(_ logger: inout LiveLogger, _ wish: DesiredLogger, stack: String, using random: inout SeededRandom) -> Bool {
        let owner = Bool.random(using: &random) ? stack : "other"
        let mark = OwnerMark(stack: owner, key: wish.key, isProtected: wish.preventDestroy)
        var description = logger.fields[.description]?.text ?? ""
        switch Int.random(in: 0...9, using: &random) {
        case 0...3: description = mark.appended(to: description)
        case 4 where .oneIn(3, using: &random): description += " [flowlogctl:\(owner)/\(wish.key) frozen]"
        default: break
        }
        let read = MarkedDescription(description)
        logger.fields[.description] = .string(read.text)
        logger.ownership = read.ownership
        if case .newer = read.ownership { return false }
        return true
    }

    private static func change(_ logger: inout LiveLogger, using random: inout SeededRandom) {
        switch Int.random(in: 0...9, using: &random) {
        case 0: (logger.status, logger.errorType) = (.error, "OBSConfigurationError")
        case 1: (logger.status, logger.errorType) = (.error, text(using: &random))
        case 2: logger.status = LoggerStatus(rawValue: text(using: &random))
        default: break
        }
        let letters = String(Int.random(in: 0..<1_000_000, using: &random) + 1_000_000, radix: 16)
        logger.id = "abc" + String(letters.prefix(5)) + logger.id.dropFirst(8)
        if .oneIn(30, using: &random) { logger.id = "no uuid \(letters)" }
        logger.createdAt = "2026-01-0\(Int.random(in: 1...3, using: &random)) 00:00:00"
    }
}

extension Bool {
    fileprivate static func oneIn(_ count: Int, using random: inout SeededRandom) -> Bool { Int.random(in: 0..<count, using: &random) == 0 }
}
