import FlowLogModel
import FlowLogPlan

extension HTMLPage {
    /// A verdict, and below it a paragraph for each remark.
    static func summary(_ verdict: Words, _ remarks: [Shown]) -> [MarkupText] {
        [.element("p", [:], .element("strong", [:], "\(verdict)"))] + remarks.map { .element("p", [:], "\($0)") }
    }
}

extension HTMLPage.Group {
    /// A stack with what there is to say of its loggers, and with those of which there is nothing.
    /// - Parameter unchanged: the title of the latter.
    init(_ group: ReviewGroup, unchanged title: Words) {
        let unchanged = group.unchanged.map { change -> [MarkupText] in
            let fields = change.action.live?.fields ?? change.action.target?.fields
            let recording = fields.map(Recording.init)
            return ["\(ChangeText(change).name)", "\(recording?.target ?? "-")", "\(recording?.directory ?? "-")"]
        }
        self.init(
            title: PlanWords.heading(group.stack),
            sections: ReviewSection.allCases.map { HTMLPage.Section($0, group.items[$0, default: []]) } + [
                HTMLPage.Section(
                    title: title, weight: .unchanged, isFolded: true, columns: ["logger", "records", "into"], rows: unchanged)
            ])
    }

    /// What of the whole there is nothing to say of but why; no group if there is no such thing.
    static func failures(_ title: Shown, _ reasons: [(title: Shown, reason: Shown)]) -> [Self] {
        guard !reasons.isEmpty else { return [] }
        let stacks = HTMLPage.Section(
            title: "Stacks", weight: .endsRecording, columns: ["stack", "why"], rows: reasons.map { ["\($0.title)", "\($0.reason)"] })
        return [Self(title: title, sections: [stacks])]
    }
}

extension HTMLPage.Section {
    init(_ section: ReviewSection, _ items: [ReviewItem]) {
        self.init(section.title, section.weight, isFolded: section.isFolded, items)
    }

    init(_ title: Words, _ weight: Weight, isFolded: Bool, _ items: [ReviewItem]) {
        self.init(
            title: title, weight: weight, isFolded: isFolded, columns: ["logger", "records", "what", "details"],
            rows: items.map { item in
                [
                    "\(item.sign) \(item.name)", "\(item.target)", "\(item.outcomes.last ?? "")",
                    .element("code", [:], item.lines.map { "\($0)" as MarkupText }.joined(separator: .void("br", [:]))),
                ]
            })
    }
}

extension ReviewSection {
    fileprivate var weight: HTMLPage.Section.Weight {
        switch self {
        case .endsRecording: .endsRecording
        case .blocked: .blocked
        case .unhealthy: .open
        case .changes, .adopted: .changes
        }
    }

    fileprivate var isFolded: Bool { self != .endsRecording && self != .blocked }
}
