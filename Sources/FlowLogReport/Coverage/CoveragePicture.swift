import FlowLogVerify

/// Bars of ports, parted by state, as inline SVG: each state has a form of its own, so that nothing is told by colour alone.
struct CoveragePicture {
    /// Ports of the longest bar.
    let scale: Int

    /// What is recorded, what is not, and what does not count.
    static let order =
        CoverageState.allCases.filter(\.isCovered) + CoverageState.allCases.filter { $0.counts && !$0.isCovered }
        + CoverageState.allCases.filter { !$0.counts }

    /// A bar as long as there are ports.
    func bar(_ ports: [Coverage.CoveredPort]) -> MarkupText {
        let counts = Dictionary(grouping: ports, by: \.state).mapValues(\.count)
        let parts = Self.order.compactMap { state in counts[state].map { (state: state, count: $0) } }
        guard !parts.isEmpty else { return "" }
        var start = 0
        let shapes = parts.map { part in
            defer { start += part.count }
            return shape(part.state, start: start, count: part.count)
        }
        let words = Words.list(parts.map { "\($0.count) \($0.state.words)" })
        return svg(["width": "100%", "height": "16", "role": "img", "aria-label": "\(words)"], shapes.joined())
    }

    /// One port of a state, for a legend.
    static func sample(_ state: CoverageState) -> MarkupText {
        CoveragePicture(scale: 1).svg(["width": "32", "height": "16", "aria-hidden": "true"], shape(state, x: "0%", width: "100%"))
    }

    private func svg(_ attributes: KeyValuePairs<Words, Shown>, _ content: MarkupText) -> MarkupText {
        .element("svg", attributes, content)
    }

    private func shape(_ state: CoverageState, start: Int, count: Int) -> MarkupText {
        Self.shape(state, x: percent(start), width: percent(count))
    }

    /// To a hundredth.
    private func percent(_ count: Int) -> Words {
        let parts = count * 10_000 / max(1, scale)
        return "\(parts / 100).\(parts % 100 < 10 ? "0" : "")\(parts % 100)%"
    }

    private static func shape(_ state: CoverageState, x: Words, width: Words) -> MarkupText {
        let form = form(state)
        return .element(
            "rect",
            [
                "x": "\(x)", "width": "\(width)", "y": "\(form.y)", "height": "\(form.height)", "fill": "\(form.fill)",
                "stroke": "\(form.stroke)", "stroke-width": "2", "stroke-dasharray": "\(form.dashes)",
            ])
    }

    /// A shape of at most 16 pixels. The colours can be told from a white and from a black ground (3 : 1).
    private struct Form {
        let y: Int
        let height: Int
        var fill: Words = "none"
        var stroke: Words = "none"
        var dashes: Words = "none"
    }

    private static func form(_ state: CoverageState) -> Form {
        switch state {
        case .captured: Form(y: 1, height: 14, fill: "#2e8b57")
        case .partial: Form(y: 8, height: 7, fill: "#2e8b57")
        case .failing: Form(y: 1, height: 14, stroke: "#d1495b", dashes: "6 2")
        case .claimed: Form(y: 1, height: 14, stroke: "#d1495b", dashes: "2 2")
        case .disabled: Form(y: 8, height: 7, stroke: "#d1495b")
        case .uncovered: Form(y: 1, height: 14, stroke: "#d1495b")
        case .excluded: Form(y: 11, height: 4, fill: "#7a7a7a")
        case .unattached: Form(y: 13, height: 2, fill: "#7a7a7a")
        case .notCapturable: Form(y: 11, height: 4, stroke: "#7a7a7a")
        }
    }
}
