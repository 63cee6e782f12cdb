import FlowLogAPI
import FlowLogModel
import FlowLogPlan
import FlowLogVerify
import FoundationEssentials

/// Whether files arrive (Contract: Storage, Afterwards).
extension Pipeline {
    /// What is known of the files of each logger that is to write some now.
    /// - Parameters:
    ///   - staleAfter: how old the newest file may be.
    ///   - limit: how many loggers of one storage are looked at at once.
    func freshness(
        of plan: Plan, staleAfter: Duration, limit: Int, through sessions: Sessions
    ) async -> [ChangeAddress: Freshness] {
        let trails = plan.changes.filter(\.isToWrite).compactMap { change in change.action.live.map { Trail(change, $0) } }
        return await withTaskGroup(of: [ChangeAddress: Freshness].self) { group in
            for (_, trails) in Dictionary(grouping: trails, by: \.storage) {
                group.addTask { await freshness(of: trails, staleAfter: staleAfter, limit: limit, through: sessions) }
            }
            return await group.reduce(into: [:]) { $0.merge($1) { first, _ in first } }
        }
    }

    private typealias Listings = [Result<ObjectListing, StorageFailure>]

    /// The files of one logger.
    private struct Trail {
        let address: ChangeAddress
        let place: Place
        let live: LiveLogger
        let location: StorageLocation?

        init(_ change: Change, _ live: LiveLogger) {
            (address, place, self.live) = (change.fullAddress, change.place, live)
            location = live.fields[.storageURL]?.text.flatMap(StorageLocation.init)
        }

        /// What goes silent as one.
        var storage: [String?] { [place.cloud, location?.container.origin, location?.container.tenant] }
    }

    /// - Parameter trails: of one storage; once that does not answer, it is asked for no more of them.
    private func freshness(
        of trails: [Trail], staleAfter: Duration, limit: Int, through sessions: Sessions
    ) async -> [ChangeAddress: Freshness] {
        await withTaskGroup(of: (ChangeAddress, Freshness, StorageFailure?).self) { group in
            var found: [ChangeAddress: Freshness] = [:]
            var waiting = trails[...]
            var silence: StorageFailure?
            func start() {
                guard silence == nil, let trail = waiting.popFirst() else { return }
                group.addTask {
                    let listings = await listings(of: trail, staleAfter: staleAfter, through: sessions)
                    let freshness = Freshness(of: trail.live, listings, staleAfter: staleAfter)
                    if case .failure(let failure) = listings.last, failure.isSilent { return (trail.address, freshness, failure) }
                    return (trail.address, freshness, nil)
                }
            }
            for _ in 0..<limit { start() }
            for await (address, freshness, failure) in group {
                found[address] = freshness
                silence = silence ?? failure
                start()
            }
            if let silence {
                for trail in waiting { found[trail.address] = Freshness(of: trail.live, [.failure(silence)], staleAfter: staleAfter) }
            }
            return found
        }
    }

    /// Lists the folders that may have a fresh file, the newest first, until one has, or there is no container to have any.
    private func listings(of trail: Trail, staleAfter: Duration, through sessions: Sessions) async -> Listings {
        guard let location = trail.location else {
            return [.failure(StorageFailure(.notChecked, "its storage_url has not the documented form"))]
        }
        var listings: Listings = []
        do throws(StorageFailure) {
            let store = try await sessions.store(of: location.container, at: trail.place)
            var folders = ObjectFolders.prefixes(of: trail.live, at: now, reaching: staleAfter)[...]
            while let folder = folders.popFirst() {
                let listing = try await store.list(location.container, below: folder, most: 3) { page, date in
                    page.contains { $0.isFresh(of: trail.live, at: date, staleAfter: staleAfter) }
                }
                // Our clock may be wrong: it is the storage's that counts.
                if listings.isEmpty {
                    let atDate = ObjectFolders.prefixes(of: trail.live, at: listing.date, reaching: staleAfter)
                    folders = atDate.filter { $0 != folder }[...]
                }
                listings.append(.success(listing))
                if listing.isMissing || Freshness(of: trail.live, listings, staleAfter: staleAfter).isFresh { break }
            }
        } catch {
            listings.append(.failure(error))
        }
        return listings
    }

    private var now: Timestamp { Timestamp(secondsSince1970: Int64(context.now().timeIntervalSince1970)) }
}

extension Change {
    /// Whether the logger is wanted enabled and is ACTIVE.
    fileprivate var isToWrite: Bool { isWanted && action.target?.fields.isEnabled == true && action.live?.status == .active }
}
