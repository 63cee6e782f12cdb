/// Holds those who wait until a number of arrivals is reached, or their task is cancelled.
actor Gate {
    private var missing: Int
    private var waiting: [AsyncStream<Never>.Continuation] = []

    init(count: Int) { missing = count }

    func arrive() {
        missing -= 1
        guard missing <= 0 else { return }
        for caller in waiting { caller.finish() }
        waiting = []
    }

    func wait() async {
        guard missing > 0 else { return }
        let (stream, caller) = AsyncStream<Never>.makeStream()
        waiting.append(caller)
        for await _ in stream {}
    }

    func arriveAndWait() async {
        arrive()
        await wait()
    }
}
