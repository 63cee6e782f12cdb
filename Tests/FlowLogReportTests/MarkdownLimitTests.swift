import FlowLogModel
import FlowLogPlan
import FlowLogReport
import TestSupport
import Testing

@Suite("Markdown that fits")
struct MarkdownLimitTests {
    /// A plan with so many deletes, replaces, updates and creates.
    private func plan(deletes: Int = 0, replaces: Int = 0, updates: Int = 0, creates: Int = 0, failures: Int = 0) throws -> Plan {
        let replaced = (0..<replaces).map { desired("replaced-\($0)", target: $0, [.filter: .string("DROP")]) }
        let updated = (0..<updates).map { desired("updated-\($0)", target: $0, [.description: .string("new")]) }
        let created = (0..<creates).map { desired("created-\($0)", target: $0) }
        let list =
            (0..<deletes).map { live($0, like: desired("deleted-\($0)", target: $0)) }
            + replaced.enumerated().map { live(10_000 + $0, like: $1, [.filter: .string("ALL")]) }
            + updated.enumerated().map { live(20_000 + $0, like: $1, [.description: .string("old")]) }
        let failed = (0..<failures).map {
            PlanInput(
                stack([], name: "failed-\($0)"), .failure(StackFailure(.api, String(repeating: "|`\u{1b}", count: 2_000))))
        }
        return try makePlan([input(stack(replaced + updated + created, maxDeletes: .count(100_000)), list)] + failed)
    }

    private func missing(_ prefix: String, _ count: Int, in text: String) -> [Int] {
        let words = Set(text.split { " \n()<>`/:".contains($0) }.map(String.init))
        return (0..<count).filter { !words.contains("\(prefix)-\($0)") }
    }

    @Test("a plan that fits is shown in full")
    func full() throws {
        let text = PlanMarkdown(try plan(deletes: 3, replaces: 3, updates: 3, creates: 3), label: "all").text().string
        #expect(!text.contains("Shortened") && text.contains("storage_url: ") && text.contains("collection: "))
    }

    @Test("a longer one first loses the fields of what is new, then all fields")
    func degrees() throws {
        let fields = PlanMarkdown(try plan(deletes: 2, updates: 100, creates: 300), label: "all").text().string
        #expect(fields.utf8.count <= 65_535 && fields.contains("_Shortened to fit: only fields that change are shown._"))
        #expect(fields.contains("description: \"old\" -> \"new\"") && !fields.contains("storage_url"))
        let table = PlanMarkdown(try plan(deletes: 2, updates: 500, creates: 100), label: "all").text().string
        #expect(table.utf8.count <= 65_535 && table.contains("_Shortened to fit: ids and details are not shown._"))
        #expect(
            table.contains("\n- deleted-0  PORT 00000000…  -> flowlog/deleted-0  deleted: not in the manifest; renamed to created-0?\n"))
        #expect(missing("created", 100, in: table).isEmpty)
    }

    @Test(
        "of 3,000 changes each delete and replace is named, the rest counted", arguments: [(3_000, 0), (1_000, 1_000), (1, 2_999), (10, 0)])
    func many(deletes: Int, replaces: Int) throws {
        let rest = 3_000 - deletes - replaces
        let plan = try plan(deletes: deletes, replaces: replaces, updates: rest / 2, creates: rest - rest / 2, failures: 30)
        let text = PlanMarkdown(plan, label: "all").text().string
        #expect(text.utf8.count <= 65_535 && text.contains("_Shortened to fit: "))
        #expect(missing("deleted", deletes, in: text).isEmpty && missing("replaced", replaces, in: text).isEmpty)
        #expect(text.contains("\(deletes + replaces) to destroy") && text.contains("- and 25 more"))
    }

    @Test("where most are only named, each delete still says what it recorded as long as no other loses its name")
    func fullDeletes() throws {
        let text = PlanMarkdown(try plan(deletes: 20, replaces: 1_000, creates: 2_000), label: "all").text().string
        #expect(
            text.contains("\n- deleted-19  PORT 00000000…  -> flowlog/deleted-19  deleted: not in the manifest; renamed to created-19?\n"))
        #expect(text.utf8.count <= 65_535 && missing("replaced", 1_000, in: text).isEmpty)
        #expect(text.contains("\n**Plan: 3000 to add, ") && text.contains("\nEnds recording: 20, Changes: 3000\n"))
    }

    @Test("what is drifted is named, too, and a job's summary takes more of it")
    func drift() throws {
        let plan = try plan(deletes: 1_000, updates: 1_000, creates: 1_000)
        let text = DriftMarkdown(plan, label: "all").text().string
        #expect(text.utf8.count <= 65_535 && text.contains("_Shortened to fit: "))
        for prefix in ["deleted", "updated", "created"] { #expect(missing(prefix, 1_000, in: text).isEmpty, "\(prefix)") }
        let summary = DriftMarkdown(plan, label: "all").text(limit: 1_048_575).string
        #expect(!summary.contains("Shortened") && summary.utf8.count > 65_535)
    }

    @Test("only deletes that fit in no way are cut, deletes last, and it says how many")
    func cut() throws {
        let text = PlanMarkdown(try plan(deletes: 2_000, replaces: 100, failures: 30), label: "all").text(limit: 24_000).string
        #expect(text.utf8.count <= 24_000 && text.utf8.count > 23_000)
        let cut = missing("deleted", 2_000, in: text).count
        #expect(cut > 0 && missing("replaced", 100, in: text).count == 100)
        #expect(text.hasSuffix("**and \(cut + 100) more that do not fit here.**\n"))
    }

    @Test("no text of others makes it longer than it may be", arguments: ["`", "|", "<", "\u{1b}", "가"])
    func hostile(text: String) throws {
        let strays = (0..<50).map { number in
            live(number, like: desired("stray-\(number)", target: number), owner: nil)
                .withID("\(number)\(String(repeating: text, count: 3_000))")
        }
        let failed = (0..<50).map { number in
            PlanInput(
                stack([], name: "failed-\(number)").inRegion(String(repeating: text, count: 3_000)),
                .failure(StackFailure(.api, String(repeating: text, count: 3_000))))
        }
        let plan = try makePlan([input(stack([], unmanaged: .delete, maxDeletes: .count(0)), strays)] + failed)
        for limit in [24_000, 65_535] {
            #expect(PlanMarkdown(plan, label: "all").text(limit: limit).string.utf8.count <= limit)
            #expect(DriftMarkdown(plan, label: "all", failsOnUnmanaged: true).text(limit: limit).string.utf8.count <= limit)
        }
    }
}
