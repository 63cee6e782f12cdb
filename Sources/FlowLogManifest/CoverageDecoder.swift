import FlowLogModel
import FlowLogYAML

/// Decodes `coverage`: what a stack wants of it, and what it leaves out (Contract: Coverage, Exclusions).
struct CoverageDecoder {
    let values: FieldDecoder

    private static let fields = ["min", "exclude"]
    private static let exclusionFields = ["resource", "device_owner", "reason", "until"]

    private var reader: NodeReader { values.reader }

    /// As far as it can be read.
    func decode(_ node: YAMLNode) -> CoverageWish {
        var wish = CoverageWish()
        for entry in reader.mapping(node, "coverage") ?? [] {
            guard Self.fields.contains(entry.key.string) else {
                reader.reportUnknown(entry.key, known: Self.fields)
                continue
            }
            if entry.value.isNull { continue }
            if entry.key.isText("min") {
                wish.minimum = minimum(entry.value)
            } else {
                wish.exclusions = (reader.list(entry.value, "exclude") ?? []).compactMap(exclusion)
            }
        }
        return wish
    }

    private func minimum(_ node: YAMLNode) -> Int? {
        guard let text = reader.text(node, "min") else { return nil }
        guard case .percent(let percent) = DeleteLimit(text) else {
            reader.report(.invalidValue, "\(quoted(text)) is not a whole percentage from 0% to 100%", help: "write it like 95%", at: node)
            return nil
        }
        return percent
    }

    private func exclusion(_ node: YAMLNode) -> CoverageWish.Exclusion? {
        guard node.kind == .mapping else {
            reader.report(
                .wrongType, "an exclusion must be a mapping", help: "write '- resource: {vpc: NAME}' and below it 'reason: TEXT'", at: node)
            return nil
        }
        let entries = node.entries
        var ports: [CoverageWish.Exclusion.Ports?] = []
        var (reason, until): (String?, Day?)
        var isUsable = true
        for entry in entries {
            guard Self.exclusionFields.contains(entry.key.string) else {
                reader.reportUnknown(entry.key, known: Self.exclusionFields)
                continue
            }
            if entry.value.isNull { continue }
            switch entry.key.string {
            case "resource": ports.append(NamedResourceDecoder(values: values).decode(entry.value, key: nil).map { .resource($0) })
            // Empty is a device owner, too (Service facts: The network's inventory).
            case "device_owner": ports.append(values.text(at: entry.value, "device_owner", key: nil).map { .deviceOwner($0) })
            case "reason":
                reason = text(entry.value, "reason")
                if reason == nil { isUsable = false }
            default:
                until = day(entry.value)
                if until == nil { isUsable = false }
            }
        }
        if ports.count != 1 {
            let problem = ports.isEmpty ? "has neither 'resource' nor 'device_owner'" : "has both 'resource' and 'device_owner'"
            reader.report(
                ports.isEmpty ? .missingField : .invalidValue, "an exclusion \(problem)", help: "give one of the two",
                at: entries.first?.key ?? node)
            return nil
        }
        if reason == nil, isUsable {
            reader.report(
                .missingField, "missing field 'reason'", help: "say why these ports need not be recorded: the report shows it",
                at: entries.first?.key ?? node)
        }
        guard isUsable, let reason, let ports = ports.first ?? nil else { return nil }
        return CoverageWish.Exclusion(ports: ports, reason: reason, until: until)
    }

    private func text(_ node: YAMLNode, _ name: String) -> String? {
        guard let text = values.text(at: node, name, key: nil) else { return nil }
        guard !text.isEmpty else {
            reader.report(.invalidValue, "'\(name)' is empty", help: "give a value", at: node)
            return nil
        }
        return text
    }

    private func day(_ node: YAMLNode) -> Day? {
        guard let text = reader.text(node, "until") else { return nil }
        guard let day = Day(text) else {
            reader.report(
                .invalidValue, "\(quoted(text)) is not a day", help: "write the last day on which it holds, like 2027-06-30", at: node)
            return nil
        }
        return day
    }
}
