import Synchronization

/// The secrets of a run, to keep them out of messages and logs, where servers repeat them (Contract: Safety, Secrets and hosts).
///
/// What is hidden is a whole secret, or any 12 characters of it; one shorter than 8 characters only as a whole word. It is found as it
/// is, escaped for JSON or HTML, percent-encoded, in base64, and in combinations of these. Data is never passed through here.
package final class Secrets: Sendable {
    private let list = Mutex(SecretList())

    package init() {}

    /// From now on it is hidden.
    package func add(_ secret: Secret) { list.withLock { $0.add(secret.reveal()) } }

    /// The text with `***` in place of every secret.
    package func hiding(in text: String) -> String { list.withLock { $0 }.hiding(in: text) }
}

/// What is looked for.
private struct SecretList {
    private static let windowLength = 12
    /// Windows are found by so many of their first bytes.
    private static let keyLength = 8

    private var known: Set<[UInt8]> = []
    /// What is hidden wherever it is: 12 characters in a row, or a secret that has no more than that.
    private var windows: [UInt64: [[UInt8]]] = [:]
    /// Too short to be hidden within a word.
    private var words: [[UInt8]] = []
    private var shortest = Int.max

    mutating func add(_ secret: String) {
        let bytes = Array(secret.utf8)
        // What looks like an escape in the secret itself is decoded in texts, too.
        for form in [bytes, TextLayer(bytes).decoded?.bytes ?? bytes] {
            insert(form)
            // A space comes back as `+` from forms.
            insert(form.map { $0 == UInt8(ascii: " ") ? UInt8(ascii: "+") : $0 })
        }
    }

    private mutating func insert(_ form: [UInt8]) {
        guard !form.isEmpty, known.insert(form).inserted else { return }
        shortest = min(shortest, form.count)
        let starts = form.indices.filter { !UTF8.isContinuation(form[$0]) } + [form.count]
        let count = starts.count - 1
        guard count >= 8 else { return words.append(form) }
        let length = min(count, Self.windowLength)
        for first in 0...(count - length) {
            let window = Array(form[starts[first]..<starts[first + length]])
            let key = window.prefix(Self.keyLength).reduce(0) { $0 << 8 | UInt64($1) }
            if windows[key]?.contains(window) != true { windows[key, default: []].append(window) }
        }
    }

    func hiding(in text: String) -> String {
        guard !known.isEmpty, !text.isEmpty else { return text }
        var hidden: [Range<Int>] = []
        var layer: TextLayer? = TextLayer(Array(text.utf8))
        // What is encoded more often than that is not an echo.
        for _ in 0..<4 {
            guard let current = layer else { break }
            find(in: current, &hidden)
            for encoded in current.base64Layers(standingFor: shortest) {
                find(in: encoded, &hidden, isGuess: true)
                if let decoded = encoded.decoded { find(in: decoded, &hidden, isGuess: true) }
            }
            layer = current.decoded
        }
        return hidden.isEmpty ? text : Self.replacing(hidden, in: text)
    }

    /// - Parameter isGuess: whether the layer need not be a text at all, so that short words in it mean little.
    private func find(in layer: TextLayer, _ hidden: inout [Range<Int>], isGuess: Bool = false) {
        let bytes = layer.bytes
        var key: UInt64 = 0
        for (index, byte) in bytes.enumerated() {
            key = key << 8 | UInt64(byte)
            let start = index + 1 - Self.keyLength
            guard start >= 0, let candidates = windows[key] else { continue }
            for window in candidates where bytes[start...].starts(with: window) {
                hidden.append(layer.source(of: start..<start + window.count))
            }
        }
        guard !words.isEmpty, !isGuess || layer.isText else { return }
        for word in words {
            for start in bytes.indices where bytes[start] == word[0] && bytes[start...].starts(with: word) {
                let range = start..<start + word.count
                if layer.isWord(range) { hidden.append(layer.source(of: range)) }
            }
        }
    }

    private static func replacing(_ hidden: [Range<Int>], in text: String) -> String {
        let bytes = Array(text.utf8)
        var shown: [UInt8] = []
        var end = 0
        for range in hidden.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            // Windows of one secret overlap or touch.
            if range.lowerBound > end || shown.isEmpty { shown += bytes[end..<range.lowerBound] + Array("***".utf8) }
            end = max(end, range.upperBound)
        }
        return String(decoding: shown + bytes[end...], as: UTF8.self)
    }
}
