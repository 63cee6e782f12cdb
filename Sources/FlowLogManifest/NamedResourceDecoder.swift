import FlowLogModel
import FlowLogYAML

/// Decodes `resource`: what a logger records, by name (Contract: Resources by name, Keys).
struct NamedResourceDecoder {
    let values: FieldDecoder

    /// What is named; nil if it is wrong, and reported.
    /// - Parameter key: the logger's, for `${key}`; nil outside of loggers.
    func decode(_ node: YAMLNode, key: String?) -> NamedResource? {
        guard let entries = values.reader.mapping(node, "resource") else { return nil }
        var resource = NamedResource()
        var isUsable = true
        for entry in entries {
            guard let part = NamedResource.Part(name: entry.key.string) else {
                values.reader.reportUnknown(entry.key, known: NamedResource.Part.allCases.map(\.name))
                isUsable = false
                continue
            }
            guard let text = text(of: part, entry, key: key) else {
                isUsable = false
                continue
            }
            resource[part] = text
        }
        guard isUsable else { return nil }
        if let (message, help) = problem(of: resource) {
            report(message, help, at: node)
            return nil
        }
        return resource
    }

    private func text(of part: NamedResource.Part, _ entry: YAMLNode.Entry, key: String?) -> String? {
        guard !entry.value.isNull else {
            report("'\(part.name)' has no value", "give a name or an id, or leave '\(part.name)' out", at: entry.key)
            return nil
        }
        guard let text = values.text(at: entry.value, part.name, key: key) else { return nil }
        guard !text.isEmpty else {
            report("'\(part.name)' is empty", "give a name or an id, or leave '\(part.name)' out", at: entry.value)
            return nil
        }
        guard part != .ip || Self.isIPv4(text) else {
            report("\(quoted(text)) is not an IPv4 address", "write it like 10.0.2.15", at: entry.value)
            return nil
        }
        return text
    }

    /// Why the parts do not say what is meant.
    private func problem(of resource: NamedResource) -> (message: String, help: String)? {
        if resource.parts.isEmpty { return ("'resource' names nothing", "write it like {vpc: prod, subnet: web}") }
        if resource[.port] != nil, let other = [.instance, .ip].first(where: { resource[$0] != nil }) {
            return ("'port' and '\(other.name)' both say which port", "keep one of the two")
        }
        if resource[.vpc] == nil, let subnet = resource[.subnet], !Identifier.isUUID(subnet) {
            return ("subnet \(quoted(subnet)) has no 'vpc'", "add 'vpc', or write the subnet's id: VPCs may have subnets of one name")
        }
        if resource[.ip] != nil, resource[.vpc] == nil, resource[.subnet] == nil, resource[.instance] == nil {
            return ("'ip' does not say what it is in", "add 'vpc', 'subnet' or 'instance'")
        }
        return nil
    }

    private func report(_ message: String, _ help: String, at node: YAMLNode) {
        values.reader.report(.invalidResource, message, help: help, at: node)
    }

    /// Four decimal numbers, as the API writes them.
    private static func isIPv4(_ text: String) -> Bool {
        let numbers = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        return numbers.count == 4
            && numbers.allSatisfy { digits in
                guard (1...3).contains(digits.count), digits.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) else {
                    return false
                }
                return digits.first != UInt8(ascii: "0") || digits.count == 1 ? UInt8(Substring(digits)) != nil : false
            }
    }
}
