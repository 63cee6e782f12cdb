/// Holds those who wait until a number of arrivals is reached.
actor Gate {
    private var missing: Int
    private var waiting: [CheckedContinuation<Void, Never>] = []

    init(count: Int) { missing = count }

    func arrive() {
        missing -= 1
        guard missing <= 0 else { return }
        for caller in waiting { caller.resume() }
        waiting = []
    }

    func wait() async {
        if missing > 0 { await withCheckedContinuation { waiting.append($0) } }
    }

    func arriveAndWait() async {
        arrive()
        await wait()
    }
}
