extension Shown {
    /// Terminal cells.
    package var width: Int { DisplayWidth.of(string) }

    /// The text, or its beginning and `…` where it is longer; never half a character.
    /// - Parameter limit: bytes of UTF-8.
    func cut(toBytes limit: Int) -> Shown {
        guard string.utf8.count > limit else { return self }
        var room = limit - 3
        let kept = prefix { scalar in
            room -= UTF8.width(scalar)
            return room >= 0
        }
        return "\(kept)…"
    }

    /// The same by what a terminal shows.
    /// - Parameter limit: cells.
    func cut(toWidth limit: Int) -> Shown {
        guard width > limit else { return self }
        var room = limit - 1
        let kept = prefix { scalar in
            room -= DisplayWidth.of(scalar)
            return room >= 0
        }
        return "\(kept)…"
    }
}
