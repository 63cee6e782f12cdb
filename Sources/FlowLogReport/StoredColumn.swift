import FlowLogModel

/// A column of a list of what the API stores.
struct StoredColumn: Sendable {
    let title: Shown
    /// Whether its cells are cut where lines would be too long.
    var isCut = false
    let cell: @Sendable ([String: JSONValue]) -> Shown

    /// The API's value as it is.
    private static func field(_ name: String, isCut: Bool = false) -> StoredColumn {
        StoredColumn(title: Shown(name.uppercased()), isCut: isCut) { shown($0[name]) }
    }

    private static func shortField(_ name: String) -> StoredColumn {
        StoredColumn(title: Shown(name.uppercased())) { Shown(shortID: text($0[name]) ?? "-") }
    }

    private static func owner(isCut: Bool) -> StoredColumn {
        StoredColumn(title: "OWNER", isCut: isCut) { object in
            switch MarkedDescription(text(object["description"]) ?? "").ownership {
            case .owned(let mark), .newer(let mark, _): Shown(mark.owner)
            case .ambiguous(let marks): Shown(marks.map(\.owner).joined(separator: ", "))
            case .unmarked, .damaged: "-"
            }
        }
    }

    private static func recording(_ object: [String: JSONValue]) -> Recording {
        Recording(
            resourceType: text(object["resource_type"]), resourceID: text(object["resource_id"]), storageURL: text(object["storage_url"]))
    }

    private static func text(_ value: JSONValue?) -> String? {
        switch value {
        case .string(let text): text
        case .null, nil: nil
        case .some(let value): value.text
        }
    }

    static func shown(_ value: JSONValue?) -> Shown { Shown(text(value) ?? "-") }

    // MARK: the lists

    static let ofLoggers = [
        field("name", isCut: true), owner(isCut: true), field("status"),
        StoredColumn(title: "TARGET") { recording($0).shortTarget },
        StoredColumn(title: "DIRECTORY", isCut: true) { recording($0).directory },
    ]

    static let allOfLoggers = [
        field("id"), field("name"), owner(isCut: false), field("status"), field("resource_type"), field("resource_id"), field("filter"),
        field("storage_url"), field("description"),
    ]

    static let ofPorts = [field("id"), shortField("logger_id"), shortField("port_id"), shortField("network_id")]

    static let allOfPorts = [field("id"), field("logger_id"), field("port_id"), field("network_id")]
}
