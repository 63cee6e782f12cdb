package import FlowLogModel

/// Whether the files of a logger arrive (Contract: Storage, Afterwards).
package enum Freshness: Sendable, Hashable {
    case fresh(newest: Timestamp, now: Timestamp)
    /// No file yet, of a logger that is too young to have one.
    case pending(since: Timestamp, now: Timestamp)
    /// - Parameters:
    ///   - newest: nil if there is none.
    ///   - since: that, or else when the logger was last changed.
    case stale(newest: Timestamp?, since: Timestamp, now: Timestamp, isMissing: Bool)
    /// It was asked for, and is not known.
    case unknown(String)
    case notChecked(StorageFailure)

    /// - Parameters:
    ///   - live: whose files.
    ///   - listings: of the folders that may have fresh files, as far as they were needed.
    ///   - staleAfter: how old the newest file may be, or a logger without one.
    package init(of live: LiveLogger, _ listings: [Result<ObjectListing, StorageFailure>], staleAfter: Duration) {
        let lists = listings.compactMap { try? $0.get() }
        let files = LoggerFiles(of: live)
        let newest = lists.compactMap { files.newest(in: $0.items) }.max()
        if let now = lists.map(\.date).max(), let newest, newest >= now - staleAfter {
            self =
                newest <= now + Self.clockTolerance
                ? .fresh(newest: newest, now: now) : .unknown("its newest file is of \(newest.text), which is yet to come at \(now.text)")
            return
        }
        for case .failure(let failure) in listings {
            self = failure.kind == .unanswered ? .unknown(failure.reason) : .notChecked(failure)
            return
        }
        guard let now = lists.map(\.date).max() else {
            self = .unknown("nothing was listed")
            return
        }
        guard lists.allSatisfy(\.isWhole) else {
            self = .unknown("a folder has more objects than were read, and none of those is fresh")
            return
        }
        let isMissing = lists.contains(where: \.isMissing)
        // As UTC: the time in the other zone that it might be in is an earlier one.
        guard let since = newest ?? [live.createdAt, live.updatedAt].compactMap({ Timestamp($0) }).max() ?? (isMissing ? now : nil) else {
            self = .unknown("it has no file, and the service does not say since when it could have one (created_at)")
            return
        }
        self =
            newest == nil && !isMissing && since >= now - staleAfter
            ? .pending(since: since, now: now)
            : .stale(newest: newest, since: since, now: now, isMissing: isMissing)
    }

    /// How far the clock of the service may be ahead of the storage's.
    private static let clockTolerance = Duration.seconds(900)

    package var isStale: Bool { if case .stale = self { true } else { false } }
    package var isFresh: Bool { if case .fresh = self { true } else { false } }
}
