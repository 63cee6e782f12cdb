import FlowLogModel
import FlowLogVerify
import TestSupport
import Testing

@Suite("Laws of freshness")
struct FreshnessLawTests {
    @Test("a file that came on time is found, whatever the templates, the interval, the moment and our own clock")
    func onTime() {
        var random = SeededRandom()
        print("on time: \(random.note)")
        for _ in 0..<500 {
            let world = StorageWorld(isOnTime: true, using: &random)
            let found = world.found
            #expect(found.isFresh, "\(found) of \(world); \(random.note)")
        }
    }

    @Test("a logger without a file for too long is never fresh")
    func late() {
        var random = SeededRandom()
        print("late: \(random.note)")
        for _ in 0..<500 {
            let world = StorageWorld(isOnTime: false, using: &random)
            let found = world.found
            #expect(found.isStale, "\(found) of \(world); \(random.note)")
        }
    }

    @Test("what was not listed, or only in part, makes nothing stale that is not, and nothing fresh")
    func lessKnown() {
        var random = SeededRandom()
        print("less known: \(random.note)")
        var unknown = 0
        for number in 0..<500 {
            let world = StorageWorld(isOnTime: number.isMultiple(of: 2), using: &random)
            var listings = world.listings.map { Result<ObjectListing, StorageFailure>.success($0) }
            let index = Int.random(in: listings.indices, using: &random)
            listings[index] =
                switch (listings[index], Bool.random(using: &random)) {
                case (.success(let whole), true):
                    .success(ObjectListing(Array(whole.items.dropFirst()), isWhole: false, date: whole.date))
                default: .failure(StorageFailure(.unanswered, "503"))
                }
            let found = Freshness(of: world.live, listings, staleAfter: world.staleAfter)
            if case .unknown = found { unknown += 1 }
            #expect(number.isMultiple(of: 2) ? !found.isStale : !found.isFresh, "\(found) of \(world); \(random.note)")
        }
        #expect(unknown > 200)
    }
}

extension StorageWorld {
    /// As `verify` looks for files.
    fileprivate var found: Freshness {
        var search = FileSearch(of: live, at: ours, staleAfter: staleAfter)
        while let folder = search.next { search.take(list(folder)) }
        return search.freshness
    }

    /// All that may matter: the newest folder by our own clock, then all others by the storage's.
    fileprivate var listings: [ObjectListing] {
        let guess = ObjectFolders.prefixes(of: live, at: ours, reaching: staleAfter).prefix(1).map(list)
        let date = guess.first?.date ?? ours
        return guess + ObjectFolders.prefixes(of: live, at: date, reaching: staleAfter).map(list)
    }
}
