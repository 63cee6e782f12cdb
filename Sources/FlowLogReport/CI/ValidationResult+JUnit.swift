import FlowLogModel

extension ValidationResult {
    /// Diagnostics as JUnit XML: a suite for each file with diagnostics, a test for each of these; and one that passes if all is valid.
    package var junit: MarkupText {
        var paths: [FieldValue] = []
        var found: [FieldValue: [Diagnostic]] = [:]
        for diagnostic in diagnostics {
            let path = FieldValue.string(diagnostic.location?.path ?? "no file")
            if found[path] == nil { paths.append(path) }
            found[path, default: []].append(diagnostic)
        }
        let suites = paths.map { JUnit.Suite(name: "\($0.text ?? "")", cases: cases(of: found[$0] ?? [])) }
        let valid = JUnit.Suite(name: "validate", cases: [JUnit.Case(name: "manifests are valid", outcome: .passed)])
        return JUnit.document("flowlogctl validate", (isValid ? [valid] : []) + suites)
    }

    /// Names without line numbers, so that a test stays the same one when lines are added above it; repeated names are numbered.
    private func cases(of diagnostics: [Diagnostic]) -> [JUnit.Case] {
        var counts: [FieldValue: Int] = [:]
        return diagnostics.map { diagnostic in
            let name = "\(diagnostic.code.rawValue): \(diagnostic.message)"
            let count = counts[.string(name), default: 0] + 1
            counts[.string(name)] = count
            return JUnit.Case(name: count == 1 ? "\(name)" : "\(name) (\(count))", outcome: outcome(diagnostic))
        }
    }

    /// Warnings fail only where they alone make the manifests invalid: with `--strict`.
    private func outcome(_ diagnostic: Diagnostic) -> JUnit.Case.Outcome {
        let lines = DiagnosticText.lines(diagnostic)
        let isFailure = diagnostic.severity == .error || (!isValid && count(.error) == 0)
        return isFailure ? .failed(type: "\(diagnostic.code)", message: "\(diagnostic.message)", lines: lines) : .remarked(lines: lines)
    }
}
