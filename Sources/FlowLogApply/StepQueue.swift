import FlowLogModel

/// Which step starts next: place by place in turn, so that a slow project delays no other beyond its share (Contract: Apply, Order).
struct StepQueue {
    /// In all places together.
    private static let most = 64

    private let parallelism: Int
    private var waiting: [Place: [Int]] = [:]
    private var running: [Place: Int] = [:]
    private var runningInAll = 0
    /// The places with steps that wait, the next one first.
    private var turns: [Place] = []

    /// - Parameter parallelism: how many steps of one place may run at once.
    init(_ steps: [Schedule.Step], parallelism: Int) {
        self.parallelism = parallelism
        for (number, step) in steps.enumerated() {
            if waiting[step.place] == nil { turns.append(step.place) }
            waiting[step.place, default: []].append(number)
        }
    }

    /// Takes the first waiting step of the next place that has one to start; it runs until its `end`.
    /// - Parameter isReady: whether nothing that a step waits for is open.
    mutating func next(where isReady: (Int) -> Bool) -> Int? {
        guard runningInAll < Self.most else { return nil }
        for turn in turns.indices {
            let place = turns[turn]
            guard running[place, default: 0] < parallelism, let position = waiting[place]?.firstIndex(where: isReady),
                let step = waiting[place]?.remove(at: position)
            else { continue }
            turns.remove(at: turn)
            if waiting[place]?.isEmpty == false { turns.append(place) }
            running[place, default: 0] += 1
            runningInAll += 1
            return step
        }
        return nil
    }

    mutating func end(of place: Place) {
        running[place, default: 1] -= 1
        runningInAll -= 1
    }
}
