/// Who writes the files of flow logs: the service's own account, as the console shows it (Contract: Storage, Before a create).
package struct StorageWriter: Sendable, Hashable {
    package let tenant: String
    package let user: String

    /// Reads `TENANT:USER`; nil for anything else, such as what an access list would take for several entries or for everybody.
    package init?(_ text: String) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        let isID: (Substring) -> Bool = { id in
            !id.isEmpty && id.utf8.allSatisfy { (0x21...0x7E).contains($0) && !"*,\"'\\".utf8.contains($0) }
        }
        guard parts.count == 2, parts.allSatisfy(isID), text.utf8.first != UInt8(ascii: ".") else { return nil }
        (tenant, user) = (String(parts[0]), String(parts[1]))
    }

    package var text: String { "\(tenant):\(user)" }

    /// Whether an access list has it: by tenant and user, or by a `*` for either or both.
    package func isGranted(by acl: String) -> Bool {
        let grants = [text, "\(tenant):*", "*:\(user)", "*:*"]
        return acl.split(separator: ",").contains { entry in
            let entry = entry.trimmingBlanks
            return grants.contains { $0.utf8.elementsEqual(entry.utf8) }
        }
    }
}
