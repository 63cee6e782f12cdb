/// Test results as CI servers read them: the de facto JUnit XML of Jenkins and GitLab.
enum JUnit {
    /// One thing that was looked at.
    struct Case {
        enum Outcome {
            case passed
            /// What was found is not what is wanted.
            case failed(type: String, message: String, lines: [String])
            /// It could not be found out.
            case error(type: String, message: String)
            case skipped(message: String)
            /// Fine, but there is something to say.
            case noted(lines: [String])
        }

        let name: String
        let outcome: Outcome
    }

    struct Suite {
        let name: String
        let cases: [Case]
    }

    /// The whole document.
    static func document(_ name: String, _ suites: [Suite]) -> String {
        XMLElement(
            name: "testsuites", attributes: [("name", name)] + counts(suites.flatMap(\.cases)), children: suites.map(element)
        ).document
    }

    private static func element(_ suite: Suite) -> XMLElement {
        XMLElement(
            name: "testsuite", attributes: [("name", suite.name)] + counts(suite.cases),
            children: suite.cases.map { element($0, of: suite) })
    }

    private static func counts(_ cases: [Case]) -> [(name: String, value: String?)] {
        let elements = cases.map { child(of: $0)?.name }
        func count(_ name: String) -> String { String(elements.count { $0 == name }) }
        return [
            ("tests", String(cases.count)), ("failures", count("failure")), ("errors", count("error")), ("skipped", count("skipped")),
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
        case .noted(let lines): XMLElement(name: "system-out", lines: lines)
        }
    }
}
