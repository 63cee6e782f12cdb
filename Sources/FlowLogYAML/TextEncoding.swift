/// What a text that is not UTF-8 may be.
enum TextEncoding {
    /// `UTF-16` or `UTF-32`, which show by their byte order mark, or by the NUL bytes of a first character that is ASCII.
    static func wide(_ bytes: [UInt8]) -> String? {
        let first = Array(bytes.prefix(4))
        let isNull = first.map { $0 == 0 }
        if first == [0xFF, 0xFE, 0, 0] || first == [0, 0, 0xFE, 0xFF] || isNull == [false, true, true, true]
            || isNull == [true, true, true, false]
        {
            return "UTF-32"
        }
        let hasMark = first.starts(with: [0xFE, 0xFF]) || first.starts(with: [0xFF, 0xFE])
        return hasMark || isNull.starts(with: [false, true]) || isNull.starts(with: [true, false]) ? "UTF-16" : nil
    }

    /// What to do about bytes that are no UTF-8: two of them in a row are what Korean is in the encoding of older editors.
    static func help(_ bytes: [UInt8], at offset: Int) -> String {
        let before = bytes[..<offset].reversed().prefix { $0 >= 0x80 }.count
        let count = before + bytes[offset...].prefix { $0 >= 0x80 }.count
        return count > 1 ? help("; it may be EUC-KR", "CP949") : help("; it may be Latin-1", "WINDOWS-1252")
    }

    /// How to make UTF-8 of it.
    static func help(_ guess: String, _ encoding: String) -> String {
        "save the file as UTF-8\(guess): iconv -f \(encoding) -t UTF-8 FILE > NEW"
    }
}
