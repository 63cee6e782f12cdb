import FlowLogModel
import FlowLogPlan
import FlowLogReport
import FlowLogVerify
import FoundationEssentials
import TestSupport
import Testing

/// The other half, readers that are not ours, is `Tests/Checks/check_formats.py`.
@Suite("Formats of coverage")
struct CoverageFormatTests {
    private static let run = RunFacts(finishedAt: 1_767_225_600, duration: 1.25, exitCode: 2, label: "prod.yaml")

    /// Every format, by the ending of its golden files.
    private static func formats(_ report: CoverageReport) -> [(ending: String, text: String)] {
        [
            ("coverage.txt", CoverageText(report, style: .plain).text.string),
            ("coverage.json", CoverageDocument(report, createdAt: "2026-01-01T00:00:00Z").json),
            ("coverage.md", CoverageMarkdown(report, label: "prod.yaml").text().string),
            ("coverage.html", CoverageHTML(report).text.string), ("coverage.junit.xml", CoverageJUnit(report).text.string),
            ("coverage.prom", RunMetrics(CoverageMetrics(report), run: run, lastSuccess: nil).text.string),
        ]
    }

    @Test("each format of a network with every state is the recorded one")
    func recorded() {
        for (ending, text) in Self.formats(CoverageScenario.states) { expectGolden(text, "formats/states.\(ending)") }
        let narrow = CoverageText(CoverageScenario.states, style: Style(isColored: true, width: 80)).text.string
        expectGolden(narrow, "coverage.colored.txt")
        #expect(
            narrow.replacing(/\u{1b}\[[0-9]+m/, with: "").split(separator: "\n").allSatisfy { Shown(String($0)).width <= 80 },
            "a line is wider than the terminal")
    }

    @Test("each format with text that would be more than text is the recorded one, like its harmless twin")
    func injection() {
        let texts: [(String, (Int) -> String)] = [("injection", { injections[$0] }), ("harmless", { "text\($0)" })]
        for (name, text) in texts {
            for (ending, text) in Self.formats(CoverageScenario.injected(text)) { expectGolden(text, "formats/\(name).\(ending)") }
        }
    }

    @Test("no text of others steers a terminal or a log, whatever the format")
    func hostile() {
        for (ending, text) in Self.formats(CoverageScenario.injected { injections[$0] }) where ending != "coverage.json" {
            #expect(!text.unicodeScalars.contains { $0.isHarmful && $0 != "\n" }, "\(ending)")
            #expect(!text.contains(/##\[|(^|\n)\s*::/), "\(ending)")
        }
    }

    @Test("shortened Markdown keeps the verdict of every place, then as much as fits, and says so", arguments: [60_000, 30_000, 24_000])
    func shortened(limit: Int) {
        let report = CoverageScenario.injected { "\(String(repeating: "long ", count: 40))\($0)" }
        let page = CoverageMarkdown(report, label: "prod.yaml").text(limit: limit).string
        #expect(page.utf8.count <= limit && page.contains("_Shortened to fit: "))
        #expect(page.contains("Coverage: 0%, 0 of \(2 * injections.count) ports, the minimum is 90%."))
        for number in injections.indices { #expect(page.contains("long \(number)\(number): project"), "place \(number)") }
    }

    @Test("Markdown that only counts reasons still says which ports do not count, those of other projects too")
    func shortenedNotCounted() {
        let long = CoverageScenario.injected { "\(String(repeating: "long ", count: 40))\($0)" }
        let page = CoverageMarkdown(CoverageReport(long.places + CoverageScenario.states.places), label: "prod.yaml").text(limit: 24_000)
        #expect(page.string.contains("_Shortened to fit: most reasons are only counted._"))
        #expect(page.string.contains("1 port of other projects in these VPCs."))
    }

    @Test("each format for people and for test reports says why something is excluded")
    func exclusions() {
        let places = CoverageScenario.states.places
        let reasons = places.flatMap { $0.found?.exclusions ?? [] }.map(\.exclusion.reason)
        #expect(!reasons.isEmpty)
        for (ending, text) in Self.formats(CoverageScenario.states) where ending != "coverage.prom" {
            for reason in reasons { #expect(text.contains(reason), "\(ending)") }
        }
    }

    @Test("the order of what was listed makes no difference in any format")
    func order() {
        let shuffled = CoverageReport(CoverageScenario.states.places.reversed())
        for ((_, one), (ending, other)) in zip(Self.formats(CoverageScenario.states), Self.formats(shuffled)) {
            #expect(one == other, "\(ending)")
        }
    }

    @Test("two entries of clouds.yaml for one project are one series each")
    func oneProjectTwice() {
        let twice = CoverageReport(
            ["a", "b"].flatMap { cloud in
                CoverageScenario.states.places.compactMap { place in
                    place.found.map { _ in
                        PlaceCoverage(
                            place: Place(cloud: cloud, region: place.place.region), projectID: place.projectID, minimum: nil,
                            outcome: place.outcome)
                    }
                }
            })
        let text = RunMetrics(CoverageMetrics(twice), run: Self.run, lastSuccess: nil).text.string
        let series = text.split(separator: "\n").filter { !$0.hasPrefix("#") }.map { $0.split(separator: "} ")[0] }
        #expect(Set(series).count == series.count)
        let ratio = text.split(separator: "\n").filter { $0.hasPrefix("flowlogctl_coverage_ratio{region=\"KR3\"") }
        #expect(ratio == ["flowlogctl_coverage_ratio{region=\"KR3\",project=\"project\"} 1.0"])
    }

    @Test("the schema has the program's states and no others")
    func schema() throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../schemas/coverage.v1.schema.json")
        let schema = try JSONDecoder().decode(JSONValue.self, from: Data(contentsOf: file))
        let states = Set(CoverageState.allCases.map(\.rawValue))
        #expect(Set(schema["$defs"]?["state"]?["enum"].strings ?? []) == states)
        let counts = schema["$defs"]?["place"]?["properties"]?["counts"]?["anyOf"]?.items?.last
        #expect(Set(counts?["required"].strings ?? []) == states)
    }
}
