/// A VPC, subnet or port as a manifest names it in place of its id; names are equal when their UTF-8 bytes are (Contract: Resources by
/// name).
package struct NamedResource: Sendable, Hashable {
    /// What can be said of it, from the outside inwards.
    package enum Part: Int, Sendable, CaseIterable {
        case vpc, subnet, port, instance, ip

        /// The key that manifests and plans use.
        package var name: String { "\(self)" }

        /// The part with this key; nil if there is none.
        package init?(name: String) {
            guard let part = Self.allCases.first(where: { $0.name == name }) else { return nil }
            self = part
        }
    }

    /// One for each part: a single reference, since every change of a plan may have one.
    private var values: [FieldValue?]

    /// Says nothing yet.
    package init() { values = Array(repeating: nil, count: Part.allCases.count) }

    /// What a part is to be: a name or an id; nil if nothing is said of it.
    package subscript(part: Part) -> String? {
        get { values[part.rawValue]?.text }
        set { values[part.rawValue] = newValue.map { .string($0) } }
    }

    /// The parts that something is said of.
    package var parts: [Part] { Part.allCases.filter { values[$0.rawValue] != nil } }

    /// What it means: the innermost thing that is named.
    package var kind: ResourceKind {
        if self[.port] != nil || self[.instance] != nil || self[.ip] != nil { return .port }
        return self[.subnet] == nil ? .vpc : .subnet
    }
}

extension NamedResource: CustomStringConvertible {
    /// As a manifest writes it: `{vpc: prod, subnet: web}`; not escaped.
    package var description: String { "{\(parts.map { "\($0.name): \(self[$0] ?? "")" }.joined(separator: ", "))}" }
}
