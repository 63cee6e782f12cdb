import FlowLogModel
import FlowLogYAML

/// The stacks of one file, and everything that is wrong in it.
struct LoadedFile {
    let source: SourceText
    let findings = Findings()
    private(set) var stacks: [LoadedStack] = []
    private(set) var skippedDocuments = 0
    /// Whether only a directory names it and it has no document: that is not worth an error.
    private(set) var isEmpty = false

    private let isFromDirectory: Bool

    init(_ file: ManifestSource, context: ManifestContext) {
        source = SourceText(path: file.path, bytes: file.bytes)
        isFromDirectory = file.isFromDirectory
        let documents = YAMLDocuments(of: source)
        var hasContent = false
        for document in documents {
            guard let root = document.content else { continue }
            hasContent = true
            read(document, root, context)
        }
        if let failure = documents.failure {
            report(failure)
        } else if !hasContent, isFromDirectory {
            isEmpty = true
        } else if !hasContent {
            findings.report(
                .noManifest, "the file is empty", help: "a manifest has 'apiVersion: flowlog/v1', 'stack' and 'loggers'", at: 0..<0)
        }
    }

    private mutating func read(_ document: YAMLDocument, _ root: YAMLNode, _ context: ManifestContext) {
        findings.mayQuote = document.isManifest
        guard !isFromDirectory || findings.mayQuote else {
            skippedDocuments += 1
            return
        }
        findings.report(document.findings)
        if let stack = StackDecoder(findings, context).decode(root) { stacks.append(stack) }
    }

    /// Reports what ended the file early: a warning if a directory named it and nothing in it looks like a manifest.
    private func report(_ failure: Finding) {
        let isManifest = !stacks.isEmpty || ManifestSigns.areIn(source.bytes)
        // Bytes with NUL are not text: `/proc/self/environ`, or UTF-16.
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
