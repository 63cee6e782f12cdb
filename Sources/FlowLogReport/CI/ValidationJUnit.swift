import FlowLogModel

extension ValidationResult {
    /// Diagnostics as JUnit XML: a suite for each file with diagnostics, a test for each of these; and one that passes if all is valid.
    package var junit: String {
        let places = diagnostics.reduce(into: [String]()) { places, diagnostic in
            let place = Self.place(diagnostic)
            if !places.contains(where: { $0.utf8.elementsEqual(place.utf8) }) { places.append(place) }
        }
        let suites = places.map { place in
            JUnit.Suite(
                name: place,
                cases: diagnostics.filter { Self.place($0).utf8.elementsEqual(place.utf8) }.map {
                    JUnit.Case(name: Self.name($0), outcome: outcome($0))
                })
        }
        let valid = JUnit.Suite(name: "validate", cases: [JUnit.Case(name: "manifests are valid", outcome: .passed)])
        return JUnit.document("flowlogctl validate", (isValid ? [valid] : []) + suites)
    }

    private static func place(_ diagnostic: Diagnostic) -> String { diagnostic.location?.path ?? "no file" }

    private static func name(_ diagnostic: Diagnostic) -> String {
        let place = diagnostic.location.map { "\($0.path):\($0.line):\($0.column): " } ?? ""
        return "\(place)\(diagnostic.code.rawValue): \(diagnostic.message)"
    }

    /// Warnings fail only where they alone make the manifests invalid: with `--strict`.
    private func outcome(_ diagnostic: Diagnostic) -> JUnit.Case.Outcome {
        let lines = DiagnosticText.lines(diagnostic)
        let isFailure = diagnostic.severity == .error || (!isValid && count(.error) == 0)
        return isFailure ? .failed(type: diagnostic.code.rawValue, message: diagnostic.message, lines: lines) : .noted(lines: lines)
    }
}
