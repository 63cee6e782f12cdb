import TestSupport
import Testing

@testable import FlowLogModel

@Suite("Shards")
struct ShardTests {
    @Test("the hash is FNV-1a with 64 bits, as its authors publish it")
    func vectors() {
        #expect(Shard.hash("") == 0xcbf2_9ce4_8422_2325)
        #expect(Shard.hash("a") == 0xaf63_dc4c_8601_ec8c)
        #expect(Shard.hash("foobar") == 0x8594_4171_f739_67e8)
    }

    @Test("a shard is I/N with 1 ≤ I ≤ N, and has one spelling")
    func spelling() {
        for text in ["1/1", "2/8", "8/8", "9223372036854775807/9223372036854775807"] {
            #expect(Shard(text)?.description == text)
        }
        let wrong = [
            "", "/", "2", "2/", "/8", "0/8", "9/8", "1/0", "0/0", "-1/8", "1/-8", "+1/8", "01/8", "1/08", " 1/8", "1/8 ", "1/8/8", "1.0/8",
            "a/b", "1/9223372036854775808", "१/८",
        ]
        for text in wrong { #expect(Shard(text) == nil, "\(text)") }
    }

    @Test("for any N, each stack is in exactly one shard, whatever other stacks there are")
    func partition() throws {
        var random = SeededRandom()
        print("law of shards: \(random.note)")
        for _ in 0..<300 {
            let count = Int.random(in: 1...40, using: &random)
            let letters = Array("abcdefghijklmnopqrstuvwxyz0123456789-")
            let name = String((0..<Int.random(in: 1...40, using: &random)).map { _ in letters.randomElement(using: &random) ?? "a" })
            let shards = try (1...count).map { try #require(Shard("\($0)/\(count)")) }
            #expect(shards.count { $0.contains(name) } == 1, "\(random.note): \(name), \(count) shards")
        }
    }

    @Test("names that differ in a number spread over the shards")
    func spread() throws {
        for count in [2, 4, 8, 16] {
            let sizes = try (1...count).map { index in
                let shard = try #require(Shard("\(index)/\(count)"))
                return (0..<1600).count { shard.contains("baseline-\($0)") }
            }
            let fair = 1600 / count
            #expect(sizes.allSatisfy { (fair / 2...fair * 2).contains($0) }, "\(sizes)")
        }
    }
}
