import FlowLogModel
import FlowLogPlan
import TestSupport

/// Text that would be more than text in one of the formats.
let injections = [
    "@octocat @org/team", "#123 GH-7 org/repo#1", "https://evil.example/x www.evil.example", "[link](https://evil.example)",
    "![img](https://evil.example/x.png)", "<img src=x onerror=alert(1)>", "</code></summary></details><h1>x</h1>", "<!-- x", "`tick`",
    "```\n# x", "``", "a | b | c", "\\| x", "x\\", "x\\|", "**bold** __x__ ~~y~~", "# heading", "\n\n# heading\n", "\n</details>\n\n<b>x",
    "- [ ] task\n- list", "::error::x", "\n::error file=a,line=1::x\n", "##[error]x", "%0A::error::x", "a:b,c=d::e%3A",
    "&lt;b&gt; &#64;x &amp;",
    "\u{1b}[31mred\u{1b}[0m", "\u{202e}rtl\u{2066}", "\"} 1\nflowlogctl_loggers{state=\"x\"} 9", "]]><x/>", "x@evil.example",
    "<!channel> <@U123> @here @channel", "*x* _y_ ~z~ :smile: <https://evil.example|x>", "`\u{301}x|\u{301}<\u{301}&\u{301}@\u{301}",
    "\u{FFFE}\u{FFFF}\u{0}", " x ", "$(id) ${HOME} {0}", "2c26b46b68ffc68ff99b453c1d30413413422d70",
]

extension Scenario {
    /// Text of others wherever it can stand: in ids, names, fields, error types, regions, reasons and selections.
    /// - Parameter text: the text of a number below `injections.count`.
    static func injectionPlan(_ text: (Int) -> String) throws -> Plan {
        let numbers = injections.indices
        let wanted = numbers.map { desired("mod-\($0)", target: $0, [.description: .string("fine")]) }
        let changed = zip(numbers, wanted).map { number, logger in
            live(number, like: logger, [.description: .string(text(number))], status: .error, errorType: text(number))
        }
        let strays = numbers.map { number in
            live(100 + number, like: desired("stray", target: 100 + number, [.name: .string(text(number))]), owner: nil)
                .withID("\(text(number))\(number)")
        }
        let unclear = desired("unclear", target: 300, [.name: .string("\(text(3))!")])
        let claimed = [300, 301].map { live($0, like: unclear, owner: nil).withID("\(text($0 - 290))\($0)") }
        let created = numbers.map { desired("new-\($0)", target: 400 + $0, [.name: .string("\(text($0)) new")]) }
        let failed = numbers.map { number in
            PlanInput(
                TestSupport.stack([], name: "failed-\(number)").inRegion("\(text(number))\(number)"),
                .failure(StackFailure(.api, text(number))))
        }
        let stack = TestSupport.stack(wanted + [unclear] + created, unmanaged: .delete, maxDeletes: .count(0)).inRegion(text(12))
        // Names of every kind: found for a new logger and for another target, without a match, and with two.
        let names = numbers.map { "\(text($0)) \($0 % 4)" }
        let vpcs = numbers.flatMap { number in
            (0..<[1, 1, 0, 2][number % 4]).map { VPC(id: uuid(1_000 + number * 2 + $0), name: names[number], cidr: text(number)) }
        }
        let named = numbers.map { FlowLogReportTests.named("named-\($0)", [.vpc: names[$0]]) }
        let recording = numbers.filter { $0 % 4 == 1 }.map { number in
            live(500 + number, like: desired("named-\(number)", target: 1_000, [.resourceType: .string("VPC")]), owner: "names")
        }
        let inventory = Inventory(projectID: "project", vpcs: .success(vpcs))
        let byName = try input(
            TestSupport.stack(named, name: "names").inRegion("names"), recording, resolve(named.compactMap(\.resource), in: inventory))
        return try makePlan([input(stack, changed + strays + claimed), byName] + failed)
    }
}
