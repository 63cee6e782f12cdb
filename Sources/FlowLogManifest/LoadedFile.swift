import FlowLogModel

/// The stacks of one file, and everything that is wrong in it.
struct LoadedFile {
    let source: SourceText
    let findings = Findings()
    private(set) var stacks: [LoadedStack] = []
    private(set) var skippedDocuments = 0
    /// Whether a directory names it, and it has no document: nobody meant anything by it.
    private(set) var isEmpty = false

    private let isFromDirectory: Bool
    private var hasDocuments = false

    init(_ file: ManifestSource, context: ManifestContext) {
        source = SourceText(path: file.path, bytes: file.bytes)
        isFromDirectory = file.isFromDirectory
        if let failure = source.readDocuments({ decode($0, context) }) {
            report(failure)
        } else if !hasDocuments, isFromDirectory {
            isEmpty = true
        } else if !hasDocuments {
            findings.report(
                .noManifest, "the file is empty", help: "a manifest has 'apiVersion: flowlog/v1', 'stack' and 'loggers'", at: 0..<0)
        }
    }

    private mutating func decode(_ composed: Composer.Composed, _ context: ManifestContext) {
        let document = composed.document
        guard let root = document.content else { return }
        hasDocuments = true
        findings.mayQuote = document.isManifest
        guard !isFromDirectory || findings.mayQuote else {
            skippedDocuments += 1
            return
        }
        for finding in composed.findings { findings.report(findings.mayQuote ? finding : finding.concealed) }
        let decoder = StackDecoder(document, of: source, findings: findings, context: context)
        if let stack = decoder.decode(root) { stacks.append(stack) }
    }

    /// Reports what ended the file early: a warning if a directory named it and nothing in it looks like a manifest.
    private func report(_ failure: Finding) {
        let isManifest = !stacks.isEmpty || ManifestSigns.areIn(source.bytes)
        // A line with NUL is no text: `/proc/self/environ`, or UTF-16.
        findings.mayQuote = isManifest && !source.bytes.contains(0)
        if isManifest || !isFromDirectory {
            findings.report(failure.code, failure.message, help: failure.help, at: failure.range)
        } else {
            findings.report(
                .notAManifest, "not a manifest, and not valid YAML: \(failure.message)",
                help: "move it out of the directory, or correct it", at: failure.range)
        }
    }
}
