extension Shown {
    /// The line in lines that a terminal need not wrap: broken at spaces, and within what has none; the later ones are indented further.
    /// Its colours go on over the breaks.
    /// - Parameter limit: cells.
    func folded(toWidth limit: Int) -> [Shown] {
        let scalars = string.unicodeScalars
        let indent = scalars.prefix { $0 == " " }.count
        let hanging = indent + 4
        guard limit >= 2 * hanging else { return [self] }
        var ranges: [Range<String.Index>] = []
        var start = scalars.startIndex
        var cells = 0
        // The last run of spaces, and the cells up to its end.
        var gap: (run: Range<String.Index>, cells: Int)?
        var isColor = false
        for index in scalars.indices {
            let scalar = scalars[index]
            if isColor || scalar == "\u{1b}" {
                isColor = scalar != "m"
                continue
            }
            let width = DisplayWidth.of(scalar)
            if scalar == " ", cells >= indent {
                let first = if let run = gap?.run, run.upperBound == index { run.lowerBound } else { index }
                gap = (first..<scalars.index(after: index), cells + 1)
            } else if cells + width > limit {
                // A word that is too long even for a line of its own is broken where it is.
                if let gap, hanging + cells - gap.cells + width <= limit {
                    ranges.append(start..<gap.run.lowerBound)
                    start = gap.run.upperBound
                    cells = hanging + cells - gap.cells
                } else {
                    ranges.append(start..<index)
                    start = index
                    cells = hanging
                }
                gap = nil
            }
            cells += width
        }
        let lines = parts(ranges + [start..<scalars.endIndex])
        return lines.prefix(1) + lines.dropFirst().map { "\(Words.repeating(" ", hanging))\($0)" }
    }
}
