import FlowLogApply
import FlowLogModel
import FlowLogPlan
import Synchronization
import TestSupport
import Testing

/// A service that answers no create before it is released.
private struct SlowControlPlane: ControlPlane {
    let service = InMemoryControlPlane()
    let release: Interruption

    func list() async throws(ControlPlaneError) -> [LiveLogger] { try await service.list() }
    func show(_ id: String) async throws(ControlPlaneError) -> LiveLogger { try await service.show(id) }
    func create(_ fields: LoggerFields) async throws(ControlPlaneError) -> LiveLogger? {
        await release.wait()
        return try await service.create(fields)
    }
    func edit(_ id: String, _ edit: LoggerEdit) async throws(ControlPlaneError) -> LiveLogger? { try await service.edit(id, edit) }
    func delete(_ id: String) async throws(ControlPlaneError) { try await service.delete(id) }
}

@Suite("Apply in many places")
struct SlowPlaceTests {
    @Test("a project that does not answer delays no other; at most 64 actions run at once in all", .timeLimit(.minutes(1)))
    func slowProjects() async throws {
        let release = Interruption()
        let places = (0..<20).map { Place(cloud: "c\($0)", region: "KR1") }
        let planes = Dictionary(
            uniqueKeysWithValues: places.enumerated().map { number, place -> (Place, any ControlPlane) in
                (place, number < 2 ? SlowControlPlane(release: release) : InMemoryControlPlane())
            })
        let inputs = try places.map { place in
            var stack = DesiredStack(
                name: place.cloud ?? "", region: place.region, loggers: (0..<10).map { desired("k\($0)", target: $0) })
            stack.cloud = place.cloud
            return PlanInput(stack, .success(try LiveState(region: "KR1", projectID: "project", list: [])))
        }
        let counts = Mutex((running: 0, most: 0, ended: 0))
        let outcome = await apply(
            makePlan(inputs), on: planes, settings: ApplySettings(parallelism: 8), ticker: ManualClock().ticker
        ) { event in
            let ended = counts.withLock { counts in
                switch event {
                case .started: counts.running += 1
                case .finished: (counts.running, counts.ended) = (counts.running - 1, counts.ended + 1)
                case .began, .waiting, .proving, .interrupted: break
                }
                counts.most = max(counts.most, counts.running)
                return counts.ended
            }
            // All others are done while these two have not had one answer.
            if ended == 180 { release.request() }
        }
        #expect(outcome.verdict == .complete)
        let (most, ended) = counts.withLock { ($0.most, $0.ended) }
        #expect(ended == 200 && (16...64).contains(most), "\(most) at once")
    }
}
