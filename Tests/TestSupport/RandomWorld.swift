package import FlowLogModel
package import FlowLogPlan

/// A manifest and what is live, both at random: valid, small, and full of what goes wrong in real accounts.
package struct RandomWorld: Sendable {
    package var stack: DesiredStack
    package var list: [LiveLogger]
    /// What its names are looked up in.
    package var network: RandomNetwork

    package init(using random: inout SeededRandom) {
        let network = RandomNetwork(using: &random)
        let keys = ["a", "b", "c", "d", "e", "f"].filter { _ in .random(using: &random) }
        var oldKeys = ["old1", "old2", "old3"]
        var pins = Array(0..<12).shuffled(using: &random)
        var loggers: [DesiredLogger] = []
        for key in keys {
            var logger = desired(key, target: .random(in: 1...4, using: &random), Self.fields(using: &random))
            logger.fields[.name] = Self.name(key, using: &random)
            logger.preventDestroy = .oneIn(6, using: &random)
            logger.replace = .oneIn(3, using: &random) ? .deleteFirst : .createFirst
            if .oneIn(4, using: &random) { logger.ignoreChanges = [LoggerField.allCases.randomElement(using: &random) ?? .filter] }
            if .oneIn(4, using: &random), let old = oldKeys.popLast() { logger.previousKeys = [PreviousKey(stack: nil, key: old)] }
            if .oneIn(5, using: &random), let pin = pins.popLast() { logger.pinnedID = uuid(1000 + pin) }
            if .oneIn(3, using: &random) { Self.name(&logger, in: network, using: &random) }
            loggers.append(logger)
        }
        stack = TestSupport.stack(loggers, unmanaged: .oneIn(6, using: &random) ? .delete : .report, maxDeletes: .count(1000))
        var list: [LiveLogger] = []
        for number in 0..<Int.random(in: 0...9, using: &random) { list.append(Self.live(number, loggers, using: &random)) }
        self.list = list
        self.network = network
    }

    /// What its names mean.
    package var answers: ResourceAnswers { resolve(stack.loggers.compactMap(\.resource), in: network.inventory) }

    package func plan(options: PlanOptions = PlanOptions()) throws -> Plan {
        makePlan([PlanInput(stack, .success(try LiveState(region: "KR1", projectID: "project", list: list)), answers)], options: options)
    }

    /// A smaller world for which the condition still holds.
    package func minimized(while holds: (RandomWorld) async throws -> Bool) async rethrows -> RandomWorld {
        var world = self
        var shrunk = true
        while shrunk {
            shrunk = false
            for index in world.list.indices.reversed() {
                var smaller = world
                smaller.list.remove(at: index)
                if try await holds(smaller) { (world, shrunk) = (smaller, true) }
            }
            for index in world.stack.loggers.indices.reversed() {
                var smaller = world
                smaller.stack.loggers.remove(at: index)
                if try await holds(smaller) { (world, shrunk) = (smaller, true) }
            }
        }
        return world
    }

    // MARK: parts

    /// A few fields that differ from the defaults, or are left out.
    private static func fields(using random: inout SeededRandom) -> [LoggerField: FieldValue?] {
        let choices: [(LoggerField, FieldValue?)] = [
            (.filter, .string("DROP")), (.logFormat, .string("PARQUET")), (.adminStateUp, .boolean(false)),
            (.description, .string("웹 서버")), (.description, nil), (.description, .string("e\u{301}\u{200B} ")),
            (.customizedField, .string("src_addr,dst_addr")), (.partitionPeriod, .string("HOUR")), (.aggregationInterval, .integer(1)),
            (.storageURL, .string("https://HOST.example/v1/AUTH_a/flowlog/a%62c")),
        ]
        return Dictionary(choices.filter { _ in .oneIn(4, using: &random) }, uniquingKeysWith: { first, _ in first })
    }

    /// Lets the manifest name what the logger records, mostly so that it is found.
    private static func name(_ logger: inout DesiredLogger, in network: RandomNetwork, using random: inout SeededRandom) {
        let questions = (0..<20).map { _ in RandomNetwork.question(using: &random) }
        let answers = resolve(questions, in: network.inventory)
        let found = questions.first { if case .found = answers[$0] { true } else { false } }
        logger.resource = .oneIn(8, using: &random) ? questions.first : found ?? questions.first
        logger.fields[.resourceType] = nil
        logger.fields[.resourceID] = nil
        if logger.ignoreChanges.contains(.resourceID) || logger.ignoreChanges.contains(.resourceType) {
            logger.ignoreChanges = [.resourceType, .resourceID]
        }
    }

    private static func name(_ key: String, using random: inout SeededRandom) -> FieldValue {
        .string([key, key, key, "shared", "\u{E9}", "e\u{301}"].randomElement(using: &random) ?? key)
    }

    private static func live(_ number: Int, _ loggers: [DesiredLogger], using random: inout SeededRandom) -> LiveLogger {
        var like = loggers.randomElement(using: &random) ?? desired("stray", target: 5)
        if like.resource != nil {
            let (kind, id) = RandomNetwork.target(using: &random)
            (like.fields[.resourceType], like.fields[.resourceID]) = (.string(kind.rawValue), .string(id))
        }
        if .oneIn(3, using: &random) { like.fields[.filter] = .string("ACCEPT") }
        if .oneIn(5, using: &random) { like.fields[.name] = name("renamed", using: &random) }
        if .oneIn(5, using: &random) { like.fields[.resourceID] = .string(uuid(.random(in: 1...4, using: &random)).uppercased()) }
        var logger = TestSupport.live(number, like: like)
        let key = like.ownPreviousKeys.first ?? [like.key, like.key, "old1", "gone"].randomElement(using: &random) ?? "gone"
        switch Int.random(in: 0...9, using: &random) {
        case 0...3: logger.ownership = .owned(OwnerMark(stack: "prod", key: key, isProtected: .oneIn(5, using: &random)))
        case 4: logger.ownership = .owned(OwnerMark(stack: "other", key: key))
        case 5 where .oneIn(3, using: &random): logger.ownership = .newer(OwnerMark(stack: "prod", key: key), words: "frozen")
        case 6:
            logger.ownership = .damaged
            logger.fields[.description] = .string("[flowlogctl:prod")
        default: logger.ownership = .unmarked
        }
        if let mark = logger.mark, .oneIn(5, using: &random) { logger = noted(logger, mark, using: &random) }
        if .oneIn(12, using: &random) {
            logger = logger.lacking(["filter", "name", "status", "project_id", "description"].randomElement(using: &random) ?? "filter")
        }
        if .oneIn(8, using: &random) { logger.projectID = "another" }
        if .oneIn(6, using: &random) { logger.status = .oneIn(2, using: &random) ? .error : .build }
        logger.createdAt = "2026-01-0\(Int.random(in: 1...3, using: &random)) 00:00:00"
        return logger
    }
}

extension RandomWorld {
    /// The same with text that somebody wrote around its mark, or with one more mark.
    private static func noted(_ logger: LiveLogger, _ mark: OwnerMark, using random: inout SeededRandom) -> LiveLogger {
        let text = logger.fields[.description]?.text ?? ""
        let other = OwnerMark(stack: ["prod", "other"].randomElement(using: &random) ?? "prod", key: "a")
        let marked = mark.appended(to: text)
        let notes = [
            "\(marked) asked for by kim", "\(marked)note", "\(marked)\n\(String(repeating: "x", count: 254 - marked.unicodeScalars.count))",
            "\(mark.appended(to: "")) \(marked)", other.appended(to: marked), mark.appended(to: other.appended(to: text)),
        ]
        return logger.described(notes.randomElement(using: &random) ?? marked)
    }
}

extension Bool {
    fileprivate static func oneIn(_ count: Int, using random: inout SeededRandom) -> Bool { Int.random(in: 0..<count, using: &random) == 0 }
}
