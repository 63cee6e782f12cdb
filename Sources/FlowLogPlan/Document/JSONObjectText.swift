import FlowLogModel

/// The text of a JSON object, member by member: all of a large plan as one value would take several times its memory. In whatever order
/// members are added, they stand in the order of their keys' bytes.
struct JSONObjectText {
    private var members: [String: [UInt8]] = [:]

    mutating func add(_ name: String, _ value: JSONValue) {
        var bytes: [UInt8] = []
        value.write(to: &bytes)
        members[name] = bytes
    }

    mutating func add<Item>(_ name: String, _ items: [Item], _ document: (Item) -> JSONValue) {
        var bytes: [UInt8] = [UInt8(ascii: "[")]
        for (index, item) in items.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            document(item).write(to: &bytes)
        }
        bytes.append(UInt8(ascii: "]"))
        members[name] = bytes
    }

    /// Takes back what was added.
    mutating func remove(_ names: String...) { for name in names { members[name] = nil } }

    /// The object with all that was added so far, on one line.
    var bytes: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(members.reduce(2) { $0 + $1.key.utf8.count + $1.value.count + 4 })
        for name in members.keys.sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) }) {
            bytes.append(UInt8(ascii: bytes.isEmpty ? "{" : ","))
            JSONValue.string(name).write(to: &bytes)
            bytes.append(UInt8(ascii: ":"))
            bytes.append(contentsOf: members[name] ?? [])
        }
        bytes.append(contentsOf: bytes.isEmpty ? "{}".utf8 : "}".utf8)
        return bytes
    }
}
