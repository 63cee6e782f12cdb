/// Test results as CI servers read them: the de facto JUnit XML of Jenkins and GitLab.
enum JUnit {
    /// One thing that was checked.
    struct Case {
        enum Outcome {
            case passed
            /// It is not as it should be.
            case failed(type: Shown, message: Shown, lines: [Shown])
            /// It could not be checked.
            case error(type: Shown, message: Shown)
            case skipped(message: Shown)
            /// Fine, but there is something to say.
            case remarked(lines: [Shown])
        }

        let name: Shown
        let outcome: Outcome
    }

    struct Suite {
        let name: Shown
        let cases: [Case]
    }

    /// The whole document.
    static func document(_ name: Shown, _ suites: [Suite]) -> MarkupText {
        XMLElement(
            name: "testsuites", attributes: [("name", name)] + counts(suites.flatMap(\.cases)), children: suites.map(element)
        ).document
    }

    private static func element(_ suite: Suite) -> XMLElement {
        XMLElement(
            name: "testsuite", attributes: [("name", suite.name)] + counts(suite.cases),
            children: suite.cases.map { element($0, of: suite) })
    }

    private static func counts(_ cases: [Case]) -> [(name: Words, value: Shown)] {
        let elements = cases.map { child(of: $0)?.name }
        func count(_ name: Words) -> Shown { "\(elements.count { $0 == name })" }
        return [
            ("tests", "\(cases.count)"), ("failures", count("failure")), ("errors", count("error")), ("skipped", count("skipped")),
        ]
    }

    private static func element(_ item: Case, of suite: Suite) -> XMLElement {
        XMLElement(
            name: "testcase", attributes: [("classname", suite.name), ("name", item.name)],
            children: child(of: item).map { [$0] } ?? [])
    }

    private static func child(of item: Case) -> XMLElement? {
        switch item.outcome {
        case .passed: nil
        case .failed(let type, let message, let lines):
            XMLElement(name: "failure", attributes: [("type", type), ("message", message)], lines: lines)
        case .error(let type, let message): XMLElement(name: "error", attributes: [("type", type), ("message", message)])
        case .skipped(let message): XMLElement(name: "skipped", attributes: [("message", message)])
        case .remarked(let lines): XMLElement(name: "system-out", lines: lines)
        }
    }
}
