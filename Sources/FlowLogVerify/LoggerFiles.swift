import FlowLogModel

/// Which objects of a container a logger wrote: its id is in the name of each file (Service facts: Object storage).
struct LoggerFiles {
    private let id: [UInt8]
    /// How much of a name is the logger's directory, which says nothing of who wrote there.
    private let directoryLength: Int

    init(of live: LiveLogger) {
        id = live.id.utf8.map(Self.lowercased)
        directoryLength = live.fields[.storageURL]?.text.flatMap(StorageLocation.init)?.directory.utf8.count ?? 0
    }

    func contains(_ item: ObjectListing.Item) -> Bool {
        item.name.utf8.dropFirst(directoryLength).map(Self.lowercased).firstRange(of: id) != nil
    }

    /// When the newest of them was written.
    func newest(in items: [ObjectListing.Item]) -> Timestamp? {
        items.lazy.filter(contains).map(\.lastModified).max()
    }

    private static func lowercased(_ byte: UInt8) -> UInt8 {
        (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
    }
}
