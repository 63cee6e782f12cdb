import FlowLogModel

/// What a logger field is, from the table of fields (`explain FIELD`), and `resource`, which stands in place of two of them.
package struct FieldExplanation: Sendable {
    /// The text for people, with a line end at its end.
    package let text: String

    /// - Parameter field: its name, as manifests and the API have it; case does not count. Nil if there is no such field.
    package init?(field name: String) {
        if name.lowercased() == Self.resource {
            text = Self.ofResource
        } else if let field = LoggerField(apiName: name.lowercased()) {
            text = Self.text(of: field)
        } else {
            return nil
        }
    }

    /// Every field, in the order of the table.
    package static var names: [String] { LoggerField.allCases.map(\.apiName) + [resource] }

    private static let resource = "resource"

    private static func text(of field: LoggerField) -> String {
        let rule = field.rule
        let option = rule.listFilter == nil ? "none" : "--\(rule.apiName.replacing("_", with: "-"))"
        let byName = field == .resourceID || field == .resourceType ? "By name:      flowlogctl explain resource\n" : ""
        return """
            \(rule.apiName)

            \(rule.documentation)

            Value:        \(rule.type.text)
            Left out:     \(rule.leftOut.text)
            Change:       \(rule.isMutable ? "updates the logger in place" : "replaces the logger: the service cannot change it")
            List filter:  \(option)
            \(byName)
            """
    }

    private static let ofResource = """
        \(resource)

        What is recorded, by name: a VPC, a subnet of it, or a port. Looked up in the account by each plan, apply, drift and verify.

        Value:        some of vpc, subnet, port, instance and ip; ip is an IPv4 address, the others are names, or ids in the form of a UUID
        Left out:     resource_type and resource_id say it; with resource in place, neither of them may be there
        Change:       replaces the logger if another VPC, subnet or port is meant; a name that finds none or several blocks it
        List filter:  none

        Example:
          resource: {vpc: prod}                               the VPC
          resource: {vpc: prod, subnet: web}                  a subnet of it
          resource: {vpc: prod, subnet: db, ip: 10.0.2.15}    the port with this address
          resource: {instance: bastion-1}                     the port of an instance; vpc, subnet or ip pick one of several
          resource: {port: prod-lb-vip}                       a port by its own name

        """
}

extension LoggerField.ValueType {
    fileprivate var text: String {
        switch self {
        case .boolean: "true or false"
        case .integer(let range): "a whole number, \(range.lowerBound) to \(range.upperBound)"
        case .choice(let words): words.count == 1 ? words.joined() : "one of \(words.joined(separator: ", "))"
        case .uuid: "a UUID"
        case .loggerName: "1 to 255 characters, none of them a control character"
        case .description: "text of at most \(OwnerMark.longestDescription) characters, the owner mark included"
        case .storageURL: "https://{host}/v1/AUTH_{id}/{container}/{directory-path}"
        case .nameList: "a list of names, or one text of names separated by commas"
        case .partitionPeriod: "DAY, HOUR, or a template of #{year} #{month} #{day} #{hour}, letters, digits and / - _ = :"
        case .fileName:
            "a template with #{logger_id} #{year} #{month} #{day} #{hour} #{minute} #{second}, each once, and #{timezone} at most once"
        }
    }
}

extension LoggerField.Omission {
    fileprivate var text: String {
        switch self {
        case .refused: "an error: give it to the logger or in 'defaults'"
        case .key: "the logger's key"
        case .apiDefault(.string(let text)): text
        case .apiDefault(.boolean(let flag)): "\(flag)"
        case .apiDefault(.integer(let number)): "\(number)"
        case .serviceChoice: "what is live stays; for a new logger the service chooses"
        }
    }
}
