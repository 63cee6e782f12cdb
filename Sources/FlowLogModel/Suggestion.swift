/// The name that somebody may have meant, if one is close: few typing errors away, case and separators aside.
/// - Parameters:
///   - text: what was typed.
///   - names: what there is.
package func suggestion(for text: String, among names: [String]) -> String? {
    guard text.utf8.count <= 40 else { return nil }
    let wanted = comparable(text)
    let limit = max(1, wanted.count / 3)
    var best: (name: String, distance: Int)?
    for name in names {
        let candidate = comparable(name)
        guard abs(candidate.count - wanted.count) <= limit else { continue }
        let distance = editDistance(wanted, candidate)
        if distance <= limit, distance < best?.distance ?? Int.max { best = (name, distance) }
    }
    return best?.name
}

private func comparable(_ text: String) -> [Unicode.Scalar] {
    text.lowercased().unicodeScalars.filter { !$0.isHarmful && !"_- ".unicodeScalars.contains($0) }
}

/// Insertions, deletions, substitutions and swaps of neighbours that turn one into the other (optimal string alignment).
private func editDistance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
    var beforeLast: [Int] = []
    var last = Array(0...right.count)
    for (row, scalar) in left.enumerated() {
        var current = [row + 1]
        for (column, other) in right.enumerated() {
            var distance = min(last[column] + (scalar == other ? 0 : 1), last[column + 1] + 1, current[column] + 1)
            if row > 0, column > 0, scalar == right[column - 1], left[row - 1] == other {
                distance = min(distance, beforeLast[column - 1] + 1)
            }
            current.append(distance)
        }
        (beforeLast, last) = (last, current)
    }
    return last[right.count]
}
