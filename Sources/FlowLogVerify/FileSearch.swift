package import FlowLogModel

/// The search for a fresh file of one logger: which folder to list next, and what came of it (Contract: Storage, Afterwards).
package struct FileSearch: Sendable {
    private let live: LiveLogger
    private let staleAfter: Duration
    /// To be listed, the newest first.
    private var folders: [String]
    private var listings: [Result<ObjectListing, StorageFailure>] = []
    private var isByStoragesClock = false
    private var hasFresh = false

    /// - Parameters:
    ///   - live: whose files.
    ///   - now: by our own clock, which may be wrong: the first answer says what time it is at the storage.
    ///   - staleAfter: how old the newest file may be.
    package init(of live: LiveLogger, at now: Timestamp, staleAfter: Duration) {
        self.live = live
        self.staleAfter = staleAfter
        folders = ObjectFolders.prefixes(of: live, at: now, reaching: staleAfter)
    }

    /// The folder to list next, as the names in it begin; nil once there is no need to.
    package var next: String? { folders.first }

    /// Whether a page of a folder has a fresh file.
    /// - Parameter now: by the storage's clock.
    package func isFresh(_ page: [ObjectListing.Item], at now: Timestamp) -> Bool {
        LoggerFiles(of: live).newest(in: page).map { $0 >= now - staleAfter } ?? false
    }

    /// Takes in what the next folder has.
    package mutating func take(_ listing: ObjectListing) {
        let folder = folders.removeFirst()
        let isFresh = isFresh(listing.items, at: listing.date)
        var isNewest = true
        if !isByStoragesClock {
            isByStoragesClock = true
            let prefixes = ObjectFolders.prefixes(of: live, at: listing.date, reaching: staleAfter)
            folders = prefixes.filter { $0 != folder }
            isNewest = prefixes.first == folder
            // By a wrong clock it was looked for where nothing fresh is to be: what is not known of that folder does not count.
            guard isFresh || prefixes.contains(folder) else { return }
        }
        hasFresh = hasFresh || isFresh
        listings.append(.success(listing))
        if listing.isMissing || (hasFresh && isNewest) { folders = [] }
    }

    /// Ends the search: the next folder could not be listed.
    package mutating func end(_ failure: StorageFailure) {
        listings.append(.failure(failure))
        folders = []
    }

    /// What is known by now.
    package var freshness: Freshness { Freshness(of: live, listings, staleAfter: staleAfter) }
}
