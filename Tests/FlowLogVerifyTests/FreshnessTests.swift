import FlowLogModel
import FlowLogVerify
import TestSupport
import Testing

@Suite("Freshness")
struct FreshnessTests {
    private let logger = live(1, like: desired("web"))
    private let now = Timestamp(secondsSince1970: 1_800_000_000)

    private func freshness(
        of logger: LiveLogger? = nil, _ ages: [Int] = [], by id: String = uuid(1_001), isWhole: Bool = true, failure: StorageFailure? = nil
    ) -> Freshness {
        let items = ages.map { ObjectListing.Item(name: "web/\(id)_x", lastModified: now - .seconds(60 * $0)) }
        let listings: [Result<ObjectListing, StorageFailure>] = [
            .success(ObjectListing(items, isWhole: isWhole, date: now)),
            .success(ObjectListing([], isWhole: true, date: now - .seconds(9))),
        ]
        return Freshness(of: logger ?? self.logger, listings + (failure.map { [.failure($0)] } ?? []), staleAfter: .seconds(3_600))
    }

    @Test("the newest file of the logger counts, against the storage's clock, to the second")
    func newest() {
        #expect(freshness([90, 60]) == .fresh(newest: now - .seconds(3_600), now: now))
        #expect(freshness([90, 61]) == .stale(newest: now - .seconds(3_660), since: now - .seconds(3_660), now: now, isMissing: false))
    }

    @Test("a file of another logger proves nothing, and the id may have capitals")
    func whose() {
        #expect(freshness([1], by: uuid(1_002)).isStale)
        var logger = logger
        logger.id = uuid(0xABC)
        #expect(freshness(of: logger, [1], by: uuid(0xABC).uppercased()).isFresh)
    }

    @Test("a fresh file proves it, whatever else was not listed")
    func proven() {
        #expect(freshness([1], isWhole: false).isFresh && freshness([1], failure: StorageFailure(.unanswered, "503")).isFresh)
    }

    @Test("without a fresh file, what was not listed is not known, and says whether it was asked")
    func unknown() {
        #expect(freshness([90], failure: StorageFailure(.unanswered, "503")) == .unknown("503"))
        for kind in [StorageFailure.Kind.notChecked, .notAuthenticated] {
            let failure = StorageFailure(kind, "no token")
            #expect(freshness([90], failure: failure) == .notChecked(failure))
        }
        for found in [freshness([90], isWhole: false), Freshness(of: logger, [], staleAfter: .seconds(1))] {
            guard case .unknown = found else {
                Issue.record("\(found)")
                continue
            }
        }
    }

    @Test("a container that is gone has no files, however young the logger is; a file that is yet to come proves nothing")
    func impossible() {
        var young = logger
        young.createdAt = "2027-01-15 07:59:00"
        for logger in [young, logger] {
            let gone = Freshness(
                of: logger, [.success(ObjectListing([], isWhole: true, isMissing: true, date: now))], staleAfter: .seconds(3_600))
            guard case .stale(newest: nil, _, _, isMissing: true) = gone else { Issue.record("\(gone)"); continue }
        }
        #expect(freshness([-15]).isFresh)
        guard case .unknown = freshness([-16]) else { Issue.record("\(freshness([-16]))"); return }
    }

    @Test("the directory of a logger says nothing of who wrote there")
    func directory() {
        var logger = logger
        logger.fields[.storageURL] = .string("https://h/v1/AUTH_t/c/\(logger.id)")
        let items = [logger.id, uuid(1_002)].map { ObjectListing.Item(name: "\(logger.id)/2027/01/15/\($0)_x", lastModified: now) }
        #expect(Freshness(of: logger, [.success(ObjectListing(items, isWhole: true, date: now))], staleAfter: .seconds(60)).isFresh)
        let others = ObjectListing(Array(items.dropFirst()), isWhole: true, date: now)
        #expect(!Freshness(of: logger, [.success(others)], staleAfter: .seconds(60)).isFresh)
    }

    @Test("a search asks for what the storage's clock says, forgets what only our own said, and ends when there is a fresh file")
    func search() {
        func item(_ age: Int) -> ObjectListing.Item { ObjectListing.Item(name: "web/\(logger.id)_x", lastModified: now - .seconds(age)) }
        var search = FileSearch(of: logger, at: now - .seconds(400 * 86_400), staleAfter: .seconds(3_600))
        let guess = search.next
        search.take(ObjectListing([item(9_000)], isWhole: false, date: now))
        let folders = ObjectFolders.prefixes(of: logger, at: now, reaching: .seconds(3_600))
        #expect(guess != nil && !folders.contains(guess ?? "") && search.next == folders.first)
        search.take(ObjectListing([], isWhole: true, date: now))
        #expect(search.next == folders.last)
        search.take(ObjectListing([item(7_200)], isWhole: true, date: now))
        #expect(search.next == nil && search.freshness.isStale)

        // A day behind: what is found is not the newest.
        var behind = FileSearch(of: logger, at: now - .seconds(86_400), staleAfter: .seconds(3_600))
        behind.take(ObjectListing([item(3_000)], isWhole: true, date: now))
        #expect(behind.next == folders.first)
        behind.take(ObjectListing([item(10)], isWhole: true, date: now))
        #expect(behind.next == nil && behind.freshness == .fresh(newest: now - .seconds(10), now: now))
    }

    @Test("without any file the later of its times counts, and without those it is not known")
    func pending() throws {
        var young = logger
        // 1,800,000,000 is 2027-01-15 08:00:00 in UTC.
        young.updatedAt = "2027-01-15 07:00:00"
        #expect(freshness(of: young) == .pending(since: now - .seconds(3_600), now: now))
        young.updatedAt = "2027-01-15T06:59:59.5"
        #expect(freshness(of: young) == .stale(newest: nil, since: now - .seconds(3_601), now: now, isMissing: false))
        (young.createdAt, young.updatedAt) = ("", "soon")
        guard case .unknown = freshness(of: young) else {
            Issue.record("\(freshness(of: young))")
            return
        }
    }
}
