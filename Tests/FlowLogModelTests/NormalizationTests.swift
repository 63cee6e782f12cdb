import FlowLogModel
import Testing

@Suite("Comparing values")
struct NormalizationTests {
    @Test(
        "ignores what does not count for the service",
        arguments: [
            (LoggerField.resourceID, "7B1E5A3E-2F0C-4A9B-9D57-0D6C1F0E8A11", "7b1e5a3e-2f0c-4a9b-9d57-0d6c1f0e8a11"),
            (.filter, "drop", "DROP"), (.storageURL, "https://h/v1/AUTH_a/c/d/", "https://h/v1/AUTH_a/c/d"),
            (.customizedField, "src_addr, dst_addr ,bytes", "src_addr,dst_addr,bytes"), (.partitionPeriod, "day", "DAY"),
            (.description, "text \n", "text"),
        ])
    func same(field: LoggerField, left: String, right: String) {
        #expect(field.isSame(.string(left), .string(right)))
        #expect(field.isSame(.string(right), .string(left)))
    }

    @Test(
        "sees everything else",
        arguments: [
            (LoggerField.name, "Web", "web"), (.name, "\u{E9}", "e\u{301}"), (.customizedField, "src_addr,dst_addr", "dst_addr,src_addr"),
            (.storageURL, "https://h/v1/AUTH_a/c/d//", "https://h/v1/AUTH_a/c/d"),
            (.storageURL, "https://h/v1/AUTH_a/c/D", "https://h/v1/AUTH_a/c/d"),
            (.partitionPeriod, "year=#{year}", "YEAR=#{year}"), (.description, " text", "text"),
        ])
    func different(field: LoggerField, left: String, right: String) {
        #expect(!field.isSame(.string(left), .string(right)))
    }

    @Test("takes an absent value for another one, and the two absent for the same")
    func absent() {
        #expect(LoggerField.customizedField.isSame(nil, nil))
        #expect(!LoggerField.customizedField.isSame(nil, .string("")))
    }
}
