import FlowLogModel

/// The stacks of one file, and everything that is wrong in it.
struct LoadedFile {
    let source: SourceText
    let findings = Findings()
    private(set) var stacks: [LoadedStack] = []
    private(set) var skippedDocuments = 0

    private let isFromDirectory: Bool
    private var hasDocuments = false

    init(_ file: ManifestSource, context: ManifestContext) {
        source = SourceText(path: file.path, bytes: file.bytes)
        isFromDirectory = file.isFromDirectory
        if let failure = source.readDocuments({ decode($0, context) }) {
            report(failure)
        } else if !hasDocuments, !isFromDirectory {
            findings.report(
                .noManifest, "the file is empty", help: "a manifest has 'apiVersion: flowlog/v1', 'stack' and 'loggers'", at: 0..<0)
        }
    }

    private mutating func decode(_ composed: Composer.Composed, _ context: ManifestContext) {
        let document = composed.document
        guard let root = document.content else { return }
        hasDocuments = true
        guard !isFromDirectory || document.isManifest else {
            skippedDocuments += 1
            return
        }
        for finding in composed.findings { findings.report(finding) }
        let decoder = StackDecoder(document, of: source, findings: findings, context: context)
        if let stack = decoder.decode(root) { stacks.append(stack) }
    }

    /// Reports what ended the file early: a warning if a directory named it and nothing in it looks like a manifest.
    private func report(_ failure: Finding) {
        if isFromDirectory, stacks.isEmpty, findings.list.isEmpty, !source.looksLikeManifest {
            findings.report(
                .notAManifest, "not a manifest, and not valid YAML: \(failure.message)",
                help: "move it out of the directory, or correct it",
                at: failure.range)
        } else {
            findings.report(failure)
        }
    }
}

extension YAMLDocument {
    /// Whether a document of a directory is meant for us: `apiVersion: flowlog/…`, or a top-level `stack` or `loggers`.
    fileprivate var isManifest: Bool {
        guard let root, kind(root) == .mapping else { return false }
        return entries(of: root).contains {
            scalar($0.key, is: "stack") || scalar($0.key, is: "loggers")
                || scalar($0.key, is: "apiVersion") && kind($0.value) == .scalar && withText($0.value) { $0.starts(with: "flowlog/") }
        }
    }
}

extension SourceText {
    /// Whether the text of a broken file is meant as a manifest: a line that begins with `apiVersion: flowlog/`, `stack:` or `loggers:`.
    fileprivate var looksLikeManifest: Bool {
        bytes[start...].split(whereSeparator: { $0 == 0x0A || $0 == 0x0D }).contains { line in
            if line.starts(with: "stack:".utf8) || line.starts(with: "loggers:".utf8) { return true }
            guard line.starts(with: "apiVersion:".utf8) else { return false }
            return line.dropFirst("apiVersion:".utf8.count).drop { " \t\"'".utf8.contains($0) }.starts(with: "flowlog/".utf8)
        }
    }
}
