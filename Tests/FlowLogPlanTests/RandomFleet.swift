import FlowLogModel
import FlowLogPlan
import TestSupport

/// Stacks in several places, some of which lead to one project, with everything that stacks can want of each other.
struct RandomFleet {
    var inputs: [PlanInput]
    /// What the names of all stacks mean.
    let answers: ResourceAnswers

    private static let names = ["prod", "second", "third", "baseline-1", "baseline-2", "audit", "edge"]

    init(using random: inout SeededRandom) throws {
        let names = Self.names.shuffled(using: &random).prefix(.random(in: 2...5, using: &random)).sorted()
        var worlds: [(place: Place, stack: DesiredStack)] = []
        var lists: [String: [LiveLogger]] = [:]
        // Two clouds of three may lead to one project: that is known, or nothing is, or they do not.
        let projects: [String?: ProjectID?] =
            switch Int.random(in: 0..<3, using: &random) {
            case 0: [nil: "project", "x": "project", "y": "third"]
            case 1: [nil: nil, "x": nil, "y": "third"]
            default: [nil: "project", "x": "second", "y": "third"]
            }
        func site(_ place: Place) -> String {
            "\(place.region ?? "")/\((projects[place.cloud] ?? nil)?.text ?? "unknown")"
        }
        // The same stack may be in several places.
        let all = names.flatMap { name in Int.random(in: 0..<4, using: &random) == 0 ? [name, name] : [name] }
        for (number, name) in all.enumerated() {
            let place = Place(
                cloud: [nil, "x", "y"].randomElement(using: &random) ?? nil,
                region: ["KR1", "KR1", "KR2"].randomElement(using: &random) ?? "KR1")
            guard !worlds.contains(where: { $0.place == place && $0.stack.name == name }) else { continue }
            var world = RandomWorld(using: &random)
            world.stack.name = name
            (world.stack.cloud, world.stack.region) = (place.cloud, place.region)
            world.stack.unmanaged = Int.random(in: 0..<3, using: &random) == 0 ? .delete : .report
            let others = names.filter { $0 != name }
            for index in world.stack.loggers.indices {
                // Pins lead to loggers of any world.
                if world.stack.loggers[index].pinnedID != nil {
                    world.stack.loggers[index].pinnedID = uuid(Self.id(.random(in: 0..<all.count, using: &random), of: &random))
                }
                if Int.random(in: 0..<4, using: &random) == 0, let other = others.randomElement(using: &random) {
                    let key = ["a", "b", "c", "old1"].randomElement(using: &random) ?? "a"
                    world.stack.loggers[index].previousKeys.append(PreviousKey(stack: other, key: key))
                }
            }
            if Int.random(in: 0..<4, using: &random) == 0 { world.stack.previousStacks = [others.randomElement(using: &random) ?? "gone"] }
            if Int.random(in: 0..<4, using: &random) == 0 { world.stack.released = ["gone", "old1"] }
            worlds.append((place, world.stack))
            lists[site(place), default: []] += world.list.enumerated().map { position, live in
                var live = live
                live.id = uuid(2000 + number * 100 + position)
                if live.projectID != "another" { live.projectID = projects[place.cloud] ?? nil }
                let other = names.randomElement(using: &random) ?? name
                live.ownership = live.ownership.with { $0.stack == "prod" ? name : other }
                return live
            }
        }
        let answers = resolve(
            worlds.flatMap(\.stack.loggers).compactMap(\.resource), in: RandomNetwork(using: &random).inventory)
        self.answers = answers
        inputs = try worlds.map { place, stack in
            let project = projects[place.cloud] ?? nil
            let state = try LiveState(
                region: place.region, service: "https://\(place.region ?? "")", projectID: project,
                list: (lists[site(place)] ?? []).filter { project != nil || $0.projectID != "another" })
            return PlanInput(
                stack, Int.random(in: 0..<12, using: &random) == 0 ? .failure(StackFailure(.api, "down")) : .success(state), answers)
        }
    }

    private static func id(_ world: Int, of random: inout SeededRandom) -> Int { 2000 + world * 100 + .random(in: 0..<6, using: &random) }
}

extension MarkedDescription.Ownership {
    /// The same with other stacks in its marks.
    fileprivate func with(_ stack: (OwnerMark) -> String) -> Self {
        func renamed(_ mark: OwnerMark) -> OwnerMark { OwnerMark(stack: stack(mark), key: mark.key, isProtected: mark.isProtected) }
        return switch self {
        case .owned(let mark): .owned(renamed(mark))
        case .newer(let mark, let words): .newer(renamed(mark), words: words)
        case .ambiguous(let marks): .ambiguous(marks.map(renamed))
        case .unmarked, .damaged: self
        }
    }
}
