import FlowLogModel

/// Makes readable, unique keys for loggers from their names.
struct ReadableKeys {
    private var taken: Set<String>
    /// The number to try next after a key that is taken.
    private var next: [String: Int] = [:]

    /// The most bytes of a name in a key: a number still fits after it (`Identifier.isKey`).
    private static let longest = 56

    /// - Parameter taken: keys that belong to other loggers.
    init(taken: Set<String>) { self.taken = taken }

    /// A key for each logger, in their order, which decides who gets the shorter one. A name that is a key itself stays as it is.
    mutating func keys(for loggers: [LiveLogger]) -> [String] {
        var keys = loggers.map { logger in
            let name = logger.fields.name
            return Identifier.isKey(name) && taken.insert(name).inserted ? name : nil
        }
        for (index, logger) in loggers.enumerated() where keys[index] == nil { keys[index] = free(Self.readable(logger)) }
        return keys.compactMap { $0 }
    }

    private mutating func free(_ key: String) -> String {
        if taken.insert(key).inserted { return key }
        var number = next[key] ?? 2
        while !taken.insert("\(key)-\(number)").inserted { number += 1 }
        next[key] = number + 1
        return "\(key)-\(number)"
    }

    /// What a key can keep of the name, else what the logger records.
    private static func readable(_ logger: LiveLogger) -> String {
        let name = shortened(logger.fields.name)
        // A single letter, left of a word in another script, says nothing.
        if name.utf8.count > 1, name.utf8.contains(where: { ("a"..."z").contains(Unicode.Scalar($0 | 0x20)) }) { return name }
        let kind = shortened(logger.fields[.resourceType]?.text?.lowercased() ?? "")
        let target = logger.fields[.resourceID]?.text.flatMap { Identifier.isUUID($0) ? $0 : nil } ?? logger.id
        return shortened("\(kind.isEmpty ? "logger" : kind)-\(target.lowercased().prefix(8))")
    }

    /// The characters that a key can have, and a dash for each stretch of others.
    private static func shortened(_ text: String) -> String {
        var bytes: [UInt8] = []
        for byte in text.utf8 {
            let isUsable = byte < 0x80 && Identifier.isKey("a\(Unicode.Scalar(byte))")
            if isUsable, byte != UInt8(ascii: "-") {
                bytes.append(byte)
            } else if let last = bytes.last, last != UInt8(ascii: "-") {
                bytes.append(UInt8(ascii: "-"))
            }
            if bytes.count == longest { break }
        }
        let isPunctuation = { (byte: UInt8) in "._-".utf8.contains(byte) }
        let end = bytes.lastIndex { !isPunctuation($0) }.map { $0 + 1 } ?? 0
        return String(decoding: bytes[..<end].drop(while: isPunctuation), as: UTF8.self)
    }
}
