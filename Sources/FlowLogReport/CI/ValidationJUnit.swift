import FlowLogModel

extension ValidationResult {
    /// Diagnostics as JUnit XML: a suite for each file with diagnostics, a test for each of these; and one that passes if all is valid.
    package var junit: String {
        var places: [FieldValue] = []
        var found: [FieldValue: [Diagnostic]] = [:]
        for diagnostic in diagnostics {
            let place = FieldValue.string(diagnostic.location?.path ?? "no file")
            if found[place] == nil { places.append(place) }
            found[place, default: []].append(diagnostic)
        }
        let suites = places.map { JUnit.Suite(name: $0.text ?? "", cases: cases(of: found[$0] ?? [])) }
        let valid = JUnit.Suite(name: "validate", cases: [JUnit.Case(name: "manifests are valid", outcome: .passed)])
        return JUnit.document("flowlogctl validate", (isValid ? [valid] : []) + suites)
    }

    /// Names without lines, so that a test is the same one after somebody added a line above; what is found more often is numbered.
    private func cases(of diagnostics: [Diagnostic]) -> [JUnit.Case] {
        var counts: [FieldValue: Int] = [:]
        return diagnostics.map { diagnostic in
            let name = "\(diagnostic.code.rawValue): \(diagnostic.message)"
            let count = counts[.string(name), default: 0] + 1
            counts[.string(name)] = count
            return JUnit.Case(name: count == 1 ? name : "\(name) (\(count))", outcome: outcome(diagnostic))
        }
    }

    /// Warnings fail only where they alone make the manifests invalid: with `--strict`.
    private func outcome(_ diagnostic: Diagnostic) -> JUnit.Case.Outcome {
        let lines = DiagnosticText.lines(diagnostic)
        let isFailure = diagnostic.severity == .error || (!isValid && count(.error) == 0)
        return isFailure ? .failed(type: diagnostic.code.rawValue, message: diagnostic.message, lines: lines) : .noted(lines: lines)
    }
}
