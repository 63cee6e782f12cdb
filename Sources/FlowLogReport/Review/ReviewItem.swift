import FlowLogModel
import FlowLogPlan

/// What a page says about one logger.
struct ReviewItem {
    /// The first character of its line: by it GitHub and GitLab give the line a colour.
    enum Sign: String, CaseIterable {
        case goes = "-"
        case comes = "+"
        case changes = "!"
        case stays = " "
    }

    let sign: Sign
    /// What it is called in its stack.
    let name: Shown
    /// Whose traffic it records.
    let target: Shown
    /// What becomes of it, from the longest to the shortest way of saying so.
    let outcomes: [Shown]
    /// All there is to say, for the details.
    let lines: [Shown]
    /// What of it stays when there is too much.
    let brief: [Shown]
    /// Whether it is named even where others are only counted.
    let isNeverCut: Bool

    /// What GitHub shows of a line in a comment without scrolling.
    private static let width = 110

    /// A line for each, in columns.
    static func rows(_ items: [ReviewItem]) -> [Shown] {
        let columns = [items.map(\.name.width).max() ?? 0, items.map(\.target.width).max() ?? 0]
        let room = width - columns.reduce(2) { $0 + $1 + 2 }
        let cells = items.map { item in [item.name, item.target, item.outcome(room: room)] }
        return zip(items, Table.lines(cells)).map { "\($0.sign) \($1)" }
    }

    /// Its line where there are no columns.
    var row: Shown { ("\(sign) \([name, target, outcome(room: 60)].joined(separator: "  "))" as Shown).cut(toBytes: 300) }

    /// The least that can be said of it.
    var briefest: Shown { ("\(sign) \(name)" as Shown).cut(toBytes: 200) }

    private func outcome(room: Int) -> Shown { outcomes.first { $0.width <= room } ?? outcomes.last ?? "" }
}

extension ReviewItem {
    /// A logger that no stack owns.
    init(_ logger: Plan.UnmanagedLogger) {
        let recording = Recording(logger.live.fields)
        self.init(
            sign: .changes, name: logger.title.cut(toWidth: 64), target: recording.shortTarget.cut(toWidth: 24),
            outcomes: ["-> \(recording.directory.cut(toWidth: 48))  unmanaged"], lines: ["unmanaged  \(logger.title)  \(logger.live.id)"],
            brief: [], isNeverCut: true)
    }
}
