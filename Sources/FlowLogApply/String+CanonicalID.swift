extension String {
    /// An id of the service in one form, since answers may write it in another case or without dashes.
    var canonicalID: String {
        let bytes = utf8.lazy.filter { $0 != UInt8(ascii: "-") }
        return String(decoding: bytes.map { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) ? $0 | 0x20 : $0 }, as: UTF8.self)
    }
}
