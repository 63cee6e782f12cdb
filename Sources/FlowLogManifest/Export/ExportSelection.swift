import FlowLogModel

/// Which live loggers a manifest is written from, under which keys.
struct ExportSelection {
    let stack: String
    /// By key.
    let loggers: [ExportedLogger]
    let warnings: [String]

    /// The arguments are those of `ManifestExport`.
    init(live: [LiveLogger], stack: String?, selected: Set<String>?) {
        let live = live.sorted { $0.id < $1.id }
        let name = stack ?? Self.freeStack(among: live)
        self.stack = name
        func isSelected(_ logger: LiveLogger) -> Bool { selected?.contains(logger.id) ?? true }

        let owned = Dictionary(grouping: live.filter { $0.mark?.stack == name }) { $0.mark?.key ?? "" }
        let written = owned.filter { $0.value.contains(where: isSelected) }.map { Self.entry($0.key, of: $0.value) }

        let unmarked = live.filter { $0.mark == nil }
        let chosen = unmarked.filter(isSelected)
        var keys = ReadableKeys(taken: Set(owned.keys))
        let names = Self.counts(unmarked.map { $0.fields[.name] })
        let ids = Self.counts(live.map { .string($0.id.lowercased()) })
        let adopted = zip(keys.keys(for: chosen), chosen).map { key, logger in
            var entry = ExportedLogger(key: key, live: logger)
            // Rule 3 of Contract: Whose logger is it, Matching takes only a name that one unmarked logger has.
            guard names[logger.fields[.name], default: 0] > 1 else { return entry }
            if ids[.string(logger.id.lowercased()), default: 0] > 1 {
                entry.problems += ["other loggers have its name, and one has an id that differs only in upper and lower case: rename it"]
            } else {
                entry.isPinned = true
                entry.notes = ["pinned by its id, because other loggers have its name; the id can be removed after the first apply"]
            }
            return entry
        }
        loggers = (written + adopted).sorted { $0.key < $1.key }
        warnings = Self.warnings(owned: owned, written: written, stack: name)
    }

    /// `exported`, or with a number if a stack has that name.
    private static func freeStack(among live: [LiveLogger]) -> String {
        let taken = Set(live.compactMap { $0.mark?.stack })
        var number = 1
        func name() -> String { number == 1 ? "exported" : "exported-\(number)" }
        while taken.contains(name()) { number += 1 }
        return name()
    }

    private static func counts(_ values: [FieldValue?]) -> [FieldValue?: Int] {
        values.reduce(into: [:]) { $0[$1, default: 0] += 1 }
    }

    /// The entry of a key, from the logger that a plan would keep: the healthiest, then the newest.
    private static func entry(_ key: String, of candidates: [LiveLogger]) -> ExportedLogger {
        let kept = candidates.min { $0.rank < $1.rank } ?? candidates[0]
        var entry = ExportedLogger(key: key, live: kept)
        switch kept.ownership {
        case .newer(_, let words):
            entry.problems.append("its mark has words that this version does not know ('\(words)'): use a newer flowlogctl")
        case .ambiguous(let marks):
            entry.problems.append("its description has the marks of \(marks.map(\.owner).listed): remove all but the right one")
        case .unmarked, .owned, .damaged: break
        }
        let others = candidates.filter { $0.id != kept.id }.map(\.id)
        if !others.isEmpty { entry.notes.append("a plan would delete the other loggers with the mark of this key: \(others.shown)") }
        return entry
    }

    private static func warnings(owned: [String: [LiveLogger]], written: [ExportedLogger], stack: String) -> [String] {
        var warnings: [String] = []
        let keys = Set(written.map(\.key))
        let left = owned.keys.filter { !keys.contains($0) }.sorted()
        if !left.isEmpty {
            warnings.append("a plan of this manifest would delete loggers of stack '\(stack)' that are not selected: \(left.shown)")
        }
        let duplicates = written.filter { owned[$0.key, default: []].count > 1 }.map(\.key).sorted()
        if !duplicates.isEmpty {
            warnings.append(
                "a plan of this manifest would delete loggers of stack '\(stack)' that share their key with another one: \(duplicates.shown)"
            )
        }
        return warnings
    }
}

extension LiveLogger {
    /// Orders loggers of one key as `Candidates` of the planner does once their fields agree: the entry takes its fields from the first.
    fileprivate var rank: Rank { Rank(live: self) }

    fileprivate struct Rank: Comparable {
        let live: LiveLogger

        private var health: Int { live.status.distance(from: .goal(isEnabled: live.fields.isEnabled)) }

        static func < (left: Rank, right: Rank) -> Bool {
            if left.health != right.health { return left.health < right.health }
            if left.live.createdAt != right.live.createdAt { return left.live.createdAt > right.live.createdAt }
            return left.live.id < right.live.id
        }
    }
}

extension [String] {
    /// The first ones, and how many others there are.
    var shown: String {
        let most = 10
        return prefix(most).map { "'\($0)'" }.joined(separator: ", ") + (count > most ? " and \(count - most) more" : "")
    }
}
