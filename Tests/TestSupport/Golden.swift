import FoundationEssentials
package import Testing

/// Compares a whole text with the file `Golden/NAME` beside the test file.
///
/// With `RECORD_GOLDEN=1` in the environment it writes the file, and the test fails, so that a recording run is never taken for a passing one.
package func expectGolden(
    _ text: String, _ name: String, file: String = #filePath, sourceLocation: SourceLocation = #_sourceLocation
) {
    let golden = URL(filePath: file).deletingLastPathComponent().appending(path: "Golden").appending(path: name)
    if ProcessInfo.processInfo.environment["RECORD_GOLDEN"] == "1" {
        do {
            try FileManager.default.createDirectory(at: golden.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: golden)
            Issue.record("recorded \(name)", sourceLocation: sourceLocation)
        } catch {
            Issue.record("could not record \(name): \(error)", sourceLocation: sourceLocation)
        }
        return
    }
    guard let expected = try? Data(contentsOf: golden) else {
        Issue.record("no golden file \(name); record it with RECORD_GOLDEN=1", sourceLocation: sourceLocation)
        return
    }
    #expect(text == String(decoding: expected, as: UTF8.self), "differs from Golden/\(name)", sourceLocation: sourceLocation)
}
