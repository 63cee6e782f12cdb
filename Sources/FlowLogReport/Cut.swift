extension String {
    /// The text, or its beginning and `…` where it is longer; never half a character.
    func cut(toBytes limit: Int) -> String {
        guard utf8.count > limit else { return self }
        var room = limit - 3
        let kept = unicodeScalars.prefix { scalar in
            room -= UTF8.width(scalar)
            return room >= 0
        }
        return String(String.UnicodeScalarView(kept)) + "…"
    }
}
