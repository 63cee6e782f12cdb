import FlowLogCLI
import FlowLogSimulator
import FoundationEssentials
import TestSupport
import Testing

/// Laws 1 and 3 over real HTTP, under every way of a service to differ from what it is asked. `TEST_ROUNDS` asks for more than a few.
@Suite("Laws 1 and 3 under services that differ")
struct ServiceLawTests {
    private static let rounds = ProcessInfo.processInfo.environment["TEST_ROUNDS"].flatMap { Int($0) } ?? 1

    @Test(
        "apply ends with nothing to do or says why, and never leaves more loggers for a key than it found, but for one",
        arguments: ServiceMode.all)
    func law1(_ mode: ServiceMode) async throws {
        try await inRounds(mode) { world, random in
            var manifest = LawManifest(using: &random)
            for times in [3, 1] {
                for _ in 0..<times { try await Self.apply(&world, manifest, &random) }
                manifest = manifest.changed(using: &random)
            }
            try await Self.expectConvergence(&world, manifest, &random)
        }
    }

    @Test("cut off from the service at any request, before or after it took effect, the next runs converge", arguments: ServiceMode.all)
    func law3(_ mode: ServiceMode) async throws {
        try await inRounds(mode) { world, random in
            var manifest = LawManifest(using: &random)
            for _ in 0..<2 {
                let last = Int.random(in: 2...25, using: &random)
                let point = Bool.random(using: &random) ? "drop-before" : "drop-after-commit"
                let cut = ["* */flowlog-* \(point) n=\(last)-\(last)", "* */flowlog-* drop-before n=\(last + 1)-"]
                try await Self.apply(&world, manifest, cut: cut, &random)
                if Bool.random(using: &random) { try await Self.apply(&world, manifest, &random) }
                manifest = manifest.changed(using: &random)
            }
            try await Self.expectConvergence(&world, manifest, &random)
        }
    }

    private func inRounds(
        _ mode: ServiceMode, _ body: (inout LawWorld, inout SeededRandom) async throws -> Void
    ) async throws {
        for round in 0..<Self.rounds {
            let folder = FileManager.default.temporaryDirectory.appending(path: "flowlogctl-law-\(UUID().uuidString)")
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            defer { try? FileManager.default.removeItem(at: folder) }
            var random = SeededRandom(seed: SeededRandom.seedForThisRun &+ UInt64(round))
            var world = LawWorld(mode: mode, folder: folder)
            do {
                try await body(&world, &random)
            } catch let violation as Violation {
                Issue.record(
                    "\(violation.text); \(random.note) and TEST_ROUNDS=1\n\(world.journal.joined(separator: "\n"))"
                )
                return
            }
        }
    }

    private struct Violation: Error { let text: String }

    /// One apply: it ends with 0 and leaves nothing to do, or says for what it did not do why; the counts of loggers hold either way.
    ///
    /// - Parameter cut: faults that cut the run off, in addition to the mode's.
    private static func apply(
        _ world: inout LawWorld, _ manifest: LawManifest, cut: [String] = [], _ random: inout SeededRandom
    ) async throws {
        let faults = world.mode.faults + cut
        let before = try world.counts()
        let others = try world.others()
        let orphans = try world.orphans()
        let result = try await world.run(["apply", "--yes"], manifest, faults: faults, seed: random.next())
        for (key, count) in try world.counts() where count > before[key, default: 0] + 1 {
            throw Violation(text: "\(count) loggers of \(key), \(before[key, default: 0]) before")
        }
        if !others.isEmpty, try world.others() != others { throw Violation(text: "a logger of others is not as it was") }
        let words = result.output + result.errors
        switch result.status {
        case .done where cut.isEmpty && world.mode.isObedient:
            let again = try await world.run(["plan", "--detailed-exitcode"], manifest, faults: faults, seed: random.next())
            if again.status != .done { throw Violation(text: "apply ended with 0, and plan finds more to do") }
        case .done: break
        case .incomplete, .timedOut, .refused, .failed:
            if cut.isEmpty, world.mode.isObedient { throw Violation(text: "apply ended with \(result.status), and nothing was refused") }
            let reasons = ["failed", "unknown", "not started", "refused", "error:", "differ"]
            if !reasons.contains(where: words.contains) { throw Violation(text: "apply ended with \(result.status) and does not say why") }
        default: throw Violation(text: "apply ended with \(result.status)")
        }
        guard cut.isEmpty, world.mode.marks != .lostInEdits else { return }
        if let key = try world.counts().first(where: { $0.value > 2 })?.key, world.mode.marks == .kept {
            throw Violation(text: "more than two loggers of \(key) after a run that went through")
        }
        let lost = try world.orphans().subtracting(orphans)
        if let id = lost.first { throw Violation(text: "\(id) has no mark, and is left") }
    }

    /// The service is as the guide says again: one run ends with one logger for each key, and nothing more to do.
    private static func expectConvergence(
        _ world: inout LawWorld, _ manifest: LawManifest, _ random: inout SeededRandom
    ) async throws {
        let others = try world.others()
        let result = try await world.run(["apply", "--yes"], manifest, faults: [], seed: 0)
        if !others.isEmpty, try world.others() != others { throw Violation(text: "a logger of others is not as it was") }
        // What lost its mark is nobody's: a person has to say by id which logger of a name is meant.
        if world.mode.marks != .kept, result.status == .refused { return }
        guard result.status == .done else { throw Violation(text: "the run on a sound service ended with \(result.status)") }
        let again = try await world.run(["plan", "--detailed-exitcode"], manifest, faults: [], seed: 0)
        guard again.status == .done else { throw Violation(text: "there is more to do after a run on a sound service") }
        if world.mode.marks != .kept { return }
        let counts = try world.counts()
        guard counts == Dictionary(uniqueKeysWithValues: manifest.keys.map { ($0, 1) }) else {
            throw Violation(text: "in the end there are \(counts)")
        }
    }
}
