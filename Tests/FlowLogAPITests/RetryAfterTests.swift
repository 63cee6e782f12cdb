import FlowLogAPI
import Testing

@Suite("Retry-After")
struct RetryAfterTests {
    /// 1994-11-06 08:49:00.
    private static let now: Int64 = 784_111_740

    @Test(
        "seconds, or a date in any of the three forms",
        arguments: [
            ("0", 0), ("120", 120), (" 7\t", 7), ("007", 7), ("Sun, 06 Nov 1994 08:49:37 GMT", 37),
            ("Sunday, 06-Nov-94 08:49:37 GMT", 37), ("Sun Nov  6 08:49:37 1994", 37), ("Sun, 06 Nov 1994 08:48:00 GMT", 0),
            ("Thu, 01 Jan 1970 00:00:00 GMT", 0), ("Mon, 07 Nov 1994 08:49:00 GMT", 86400),
            ("99999999999999999999999", 1 << 32), ("Fri, 31 Dec 9999 23:59:59 GMT", 1 << 32),
        ])
    func values(text: String, seconds: Int64) {
        #expect(RetryAfter.parse(text, now: Self.now) == .seconds(seconds))
    }

    @Test(
        "anything else is no Retry-After",
        arguments: [
            "", " ", "-1", "+1", "1.5", "1 2", "soon", "٣", "Sun, 06 Nov 1994 08:49:37", "Sun, 06 Nov 1994 08:49:37 KST",
            "Sun, 06 Nox 1994 08:49:37 GMT", "Sun, 32 Nov 1994 08:49:37 GMT", "Sun, 06 Nov 1994 24:49:37 GMT",
            "Sun, 06 Nov 1994 08:49 GMT", "Sun, 06 Nov 1994 08:49:61 GMT", "Sun, 06 Nov -994 08:49:37 GMT", "1994-11-06T08:49:37Z",
            "Sun Nov  6 08:49:37 94", "Sun, 06 Nov 1994 8:4a:37 GMT",
        ])
    func garbage(text: String) {
        #expect(RetryAfter.parse(text, now: Self.now) == nil)
    }

    @Test(
        "the calendar is right at its edges",
        arguments: [
            ("Thu, 01 Jan 1970 00:00:00 GMT", 0), ("Tue, 29 Feb 2000 12:00:00 GMT", 951_825_600),
            ("Wed, 01 Mar 2000 00:00:00 GMT", 951_868_800),
            ("Sun, 28 Feb 2100 23:59:59 GMT", 4_107_542_399), ("Mon, 01 Mar 2100 00:00:00 GMT", 4_107_542_400),
            ("Sat, 31 Dec 2016 23:59:60 GMT", 1_483_228_800), ("Tue, 19 Jan 2038 03:14:08 GMT", 2_147_483_648),
        ])
    func calendar(text: String, seconds: Int64) {
        #expect(RetryAfter.date(text, now: Self.now) == seconds)
    }

    @Test(
        "a year of two digits is never more than 50 years ahead",
        arguments: [
            (Self.now, "44", 2_362_034_977), (Self.now, "45", -762_189_023),
            // In 2026.
            (1_780_000_000, "76", 3_371_878_177), (1_780_000_000, "77", 247_654_177), (1_780_000_000, "26", 1_793_954_977),
            // In 2099.
            (4_090_000_000, "00", 4_129_174_177),
        ] as [(Int64, String, Int64)])
    func twoDigits(now: Int64, year: String, seconds: Int64) {
        #expect(RetryAfter.date("Sunday, 06-Nov-\(year) 08:49:37 GMT", now: now) == seconds)
    }
}
