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
