import FlowLogModel
import FlowLogPlan
import TestSupport

extension Scenario {
    /// Every action for every reason, each by the key that names it.
    static func actionsPlan() throws -> Plan {
        let drop: [LoggerField: FieldValue?] = [.filter: .string("DROP")]
        let off: [LoggerField: FieldValue?] = [.adminStateUp: .boolean(false)]
        let moved = desired("move", target: 12, previousKeys: ["before-the-move"])
        let pinned = desired("replace-pinned", target: 24, pinnedID: uuid(1024))
        let twice = desired("twice", target: 30, previousKeys: ["twice-before"])
        let hinted = desired("new-key", target: 40, [.storageURL: .string("https://host.example/v1/AUTH_a/flowlog/hint")])
        let oldKey = desired("old-key", target: 40, [.storageURL: hinted.fields[.storageURL]])
        let pairs: [(DesiredLogger, LiveLogger?)] = [
            (desired("create", target: 1), nil),
            (Self.everyField, nil),
            Self.pair(10, "update", [.description: .string("웹 서버 \"1\"")], [.description: .string("이전")]),
            Self.pair(11, "update-off", off, [.adminStateUp: .boolean(true)]),
            (moved, live(12, like: moved, [:]).marked(.owned(OwnerMark(stack: "prod", key: "before-the-move")))),
            Self.pair(13, "rename", [:], [.name: .string("by hand")]),
            Self.pair(14, "adopt", [:], [.description: .string("by hand")], owner: nil),
            Self.pair(15, "adopt-and-change", [.description: .string("ours")], [.adminStateUp: .boolean(false)], owner: nil),
            (desired("protect", target: 16, preventDestroy: true), live(16, like: desired("protect", target: 16))),
            (desired("unprotect", target: 17), live(17, like: desired("unprotect", target: 17, preventDestroy: true))),
            (
                desired("ignore-changes", target: 18, [.name: .string("new")], ignoreChanges: [.filter, .description]),
                live(18, like: desired("ignore-changes", target: 18), drop)
            ),
            Self.pair(20, "replace-create-first", [.logFormat: .string("PARQUET"), .description: .string("new")], [:]),
            Self.pair(21, "replace-delete-first", drop, [:], .deleteFirst),
            Self.pair(22, "replace-target", [.resourceID: .string(uuid(99))], [:]),
            Self.pair(23, "replace-by-request", [:], [:]),
            (pinned, live(24, like: pinned, owner: nil, drop.merging([.name: .string("by hand")]) { $1 })),
            Self.pair(25, "replace-while-off", off, off.merging(drop) { $1 }),
            Self.pair(26, "replace-and-off", off, [.adminStateUp: .boolean(true), .filter: .string("DROP")]),
            Self.pair(27, "replace-and-on", [:], off.merging(drop) { $1 }),
            (twice, live(30, like: twice)), (hinted, nil),
            Self.pair(50, "unchanged", [:], [:]),
        ]
        let others = [
            live(31, like: twice, createdAt: "2025-01-01 00:00:00"),
            live(32, like: twice, drop).marked(.owned(OwnerMark(stack: "prod", key: "twice-before"))),
            live(41, like: oldKey), live(42, like: desired("gone", target: 42)), live(43, like: desired("gone", target: 43)),
            live(60, like: desired("stray", target: 60, [.name: .string("떠돌이")]), owner: nil),
        ]
        let stack = stack(pairs.map(\.0), unmanaged: .delete, maxDeletes: .count(50))
        return try makePlan(
            [input(stack, pairs.compactMap(\.1) + others)], options: PlanOptions(replaces: [KeySelector("replace-by-request")]))
    }

    private static let everyField = desired(
        "create-every-field", target: 2,
        [
            .name: .string("every field"), .description: .string("한국어 설명"), .adminStateUp: .boolean(false), .resourceType: .string("VPC"),
            .filter: .string("ACCEPT"), .aggregationInterval: .integer(5), .connectionSetupOnly: .boolean(true),
            .logFormat: .string("PARQUET"), .compressionType: .string("GZIP"), .customizedField: .string("src_addr,dst_addr"),
            .partitionPeriod: .string("year=#{year}/month=#{month}"),
            .customizedFileName: .string("#{logger_id}-#{year}#{month}#{day}#{hour}#{minute}#{second}"),
        ], preventDestroy: true)

    /// What a manifest wants of a logger, and how it is live.
    private static func pair(
        _ number: Int, _ key: String, _ wanted: [LoggerField: FieldValue?], _ there: [LoggerField: FieldValue?],
        _ strategy: DesiredLogger.ReplaceStrategy = .createFirst, owner: String? = "prod"
    ) -> (DesiredLogger, LiveLogger?) {
        (desired(key, target: number, wanted, replace: strategy), live(number, like: desired(key, target: number), owner: owner, there))
    }
}
