/// The VPC, subnet or port whose traffic a logger records, normalised; nil is what the logger does not tell.
package struct RecordedResource: Sendable, Hashable {
    private let type: FieldValue?
    private let id: FieldValue?

    init(_ fields: LoggerFields) {
        type = fields[.resourceType].map(LoggerField.resourceType.normalized)
        id = fields[.resourceID].map(LoggerField.resourceID.normalized)
    }

    fileprivate var isKnown: Bool { type != nil && id != nil }
}

extension LoggerFields {
    package var recorded: RecordedResource { RecordedResource(self) }

    /// Whether both record the traffic of one VPC, subnet or port; what one does not tell is not the same.
    package func hasSameTarget(as other: LoggerFields) -> Bool { recorded.isKnown && recorded == other.recorded }
}
