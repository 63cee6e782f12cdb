/// A metric that goes up and down.
package struct Gauge {
    /// One series of it.
    struct Sample {
        let labels: MetricsText
        let value: MetricsText
    }

    let name: Words
    let help: Words
    let samples: [Sample]

    /// The metric in the text format; nothing without samples.
    var text: MetricsText {
        guard !samples.isEmpty else { return "" }
        let lines = samples.map { sample -> MetricsText in "\(name)\(sample.labels) \(sample.value)\n" }
        return "# HELP \(name) \(help)\n# TYPE \(name) gauge\n\(lines.joined())"
    }

    /// In the order given. Counts with the same labels, as they are written, are one sample: no two may have the same.
    static func counted(_ counts: [(labels: MetricsText, count: Int)]) -> [Sample] {
        var sums: [MetricsText: Int] = [:]
        let labels = counts.compactMap { labels, count -> MetricsText? in
            defer { sums[labels, default: 0] += count }
            return sums[labels] == nil ? labels : nil
        }
        return labels.map { Sample(labels: $0, value: "\(sums[$0] ?? 0)") }
    }
}
