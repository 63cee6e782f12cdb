import FlowLogAPI
import FlowLogApply
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
    ///   - time: for each logger: of what has not answered by then nothing is known.
    func freshness(
        of plan: Plan, staleAfter: Duration, limit: Int, within time: Duration, through sessions: Sessions
    ) async -> [ChangeAddress: Freshness] {
        let trails = plan.changes.filter(\.isToWrite).compactMap { change in change.action.live.map { Trail(change, $0) } }
        return await withTaskGroup(of: [ChangeAddress: Freshness].self) { group in
            for (_, trails) in Dictionary(grouping: trails, by: \.storage) {
                group.addTask { await freshness(of: trails, staleAfter: staleAfter, limit: limit, within: time, through: sessions) }
            }
            return await group.reduce(into: [:]) { $0.merge($1) { first, _ in first } }
        }
    }

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
        of trails: [Trail], staleAfter: Duration, limit: Int, within time: Duration, through sessions: Sessions
    ) async -> [ChangeAddress: Freshness] {
        await withTaskGroup(of: (ChangeAddress, Freshness, StorageFailure?).self) { group in
            var found: [ChangeAddress: Freshness] = [:]
            var waiting = trails[...]
            var silence: StorageFailure?
            func start() {
                guard silence == nil, let trail = waiting.popFirst() else { return }
                group.addTask {
                    let bounds = CallBounds(deadline: context.ticker.now() + time)
                    let (freshness, failure) = await CallBounds.$current.withValue(bounds) {
                        await search(trail, staleAfter: staleAfter, through: sessions)
                    }
                    return (trail.address, freshness, failure)
                }
            }
            for _ in 0..<limit { start() }
            for await (address, freshness, failure) in group {
                found[address] = freshness
                if let failure, failure.isSilent { silence = silence ?? failure }
                start()
            }
            if let silence {
                for trail in waiting { found[trail.address] = Freshness(of: trail.live, [.failure(silence)], staleAfter: staleAfter) }
            }
            return found
        }
    }

    /// Lists the folders that may have a fresh file until it is clear whether one has.
    /// - Returns: also what ended the search, if something did.
    private func search(
        _ trail: Trail, staleAfter: Duration, through sessions: Sessions
    ) async -> (Freshness, StorageFailure?) {
        var search = FileSearch(of: trail.live, at: context.moment, staleAfter: staleAfter)
        do throws(StorageFailure) {
            guard let location = trail.location else { throw StorageFailure(.notChecked, "its storage_url has not the documented form") }
            let store = try await sessions.store(of: location.container, at: trail.place)
            while let folder = search.next {
                let state = search
                search.take(try await store.list(location.container, below: folder, most: 3) { state.isFresh($0, at: $1) })
            }
            return (search.freshness, nil)
        } catch {
            search.end(error)
            return (search.freshness, error)
        }
    }
}

extension Change {
    /// Whether the logger is wanted enabled and is ACTIVE.
    fileprivate var isToWrite: Bool { isWanted && action.target?.fields.isEnabled == true && action.live?.status == .active }
}
