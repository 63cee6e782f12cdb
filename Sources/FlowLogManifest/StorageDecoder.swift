import FlowLogModel
import FlowLogYAML

/// Decodes `storage`: which account is to write to the containers of a stack (Contract: Storage, Before a create).
struct StorageDecoder {
    let values: FieldDecoder

    private static let fields = ["writer"]

    private var reader: NodeReader { values.reader }

    /// The writer; nil if it cannot be read, which is reported.
    func decode(_ node: YAMLNode) -> StorageWriter? {
        guard let entries = reader.mapping(node, "storage") else { return nil }
        for entry in entries where !Self.fields.contains(entry.key.string) { reader.reportUnknown(entry.key, known: Self.fields) }
        let entry = entries.first { $0.key.isText("writer") }
        guard let entry, !entry.value.isNull else {
            reader.report(
                .missingField, "missing field 'writer'", help: "\(Self.form), or leave 'storage' out",
                at: (entry ?? entries.first)?.key ?? node)
            return nil
        }
        return values.text(at: entry.value, "writer", key: nil).flatMap { writer($0, at: entry.value) }
    }

    private static let form =
        "write 'TENANT_ID:USER_ID', the two ids of the flow log system account, which the console shows on its pages of flow logs"

    private func writer(_ text: String, at node: YAMLNode) -> StorageWriter? {
        if let writer = StorageWriter(text) { return writer }
        reader.report(.invalidValue, "\(quoted(text)) is not the tenant and user of an account", help: Self.form, at: node)
        return nil
    }
}
