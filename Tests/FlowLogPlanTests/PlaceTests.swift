import FlowLogModel
import FlowLogPlan
import TestSupport
import Testing

@Suite("Where stacks act")
struct PlaceTests {
    private func state(of project: ProjectID?, listing projects: ProjectID?...) throws -> LiveState {
        let loggers = projects.enumerated().map { number, project in
            var logger = live(number, like: desired("web", target: number))
            logger.projectID = project
            return logger
        }
        return try LiveState(region: "KR1", projectID: project, list: loggers)
    }

    private func failure(_ state: LiveState, guarded project: ProjectID?) -> StackFailure? {
        var stack = stack([])
        stack.projectID = project
        do throws(StackFailure) { _ = try state.guarded(by: stack) } catch { return error }
        return nil
    }

    @Test("a project that nobody guards is any project; a guarded one must be the token's, or that of what it lists")
    func guarded() throws {
        #expect(try failure(state(of: "a"), guarded: nil) == nil)
        #expect(try failure(state(of: "a"), guarded: "a") == nil)
        #expect(try failure(state(of: nil, listing: nil, "a"), guarded: "a") == nil)
        for other in [try state(of: "b"), try state(of: nil, listing: "b")] {
            let refusal = failure(other, guarded: "a")
            #expect(refusal?.code == .configuration)
            #expect(refusal?.message.contains("for project a, the credentials are for b") == true)
        }
    }

    @Test("a guarded project that nothing tells is not taken on trust")
    func unknown() throws {
        for unknown in [try state(of: nil), try state(of: nil, listing: nil)] {
            #expect(failure(unknown, guarded: "a")?.message.contains("the token does not say its project") == true)
        }
    }

    @Test("one endpoint serves one place; without one, each stack needs a region")
    func places() throws {
        func unclear(_ places: [(cloud: String?, region: String?)], hasEndpoint: Bool) -> UnclearPlace? {
            let stacks = places.map { DesiredStack(name: "prod", region: $0.region, cloud: $0.cloud) }
            do throws(UnclearPlace) { try UnclearPlace.check(stacks, hasEndpoint: hasEndpoint) } catch { return error }
            return nil
        }
        #expect(unclear([(nil, nil), (nil, nil)], hasEndpoint: true) == nil)
        #expect(unclear([(nil, "KR1"), (nil, "kr1")], hasEndpoint: true) == nil)
        #expect(unclear([(nil, "KR1"), (nil, "KR2")], hasEndpoint: true) == .severalForOneEndpoint)
        #expect(unclear([("a", nil), ("b", nil)], hasEndpoint: true) == .severalForOneEndpoint)
        #expect(unclear([(nil, "KR1"), ("a", "KR2")], hasEndpoint: false) == nil)
        #expect(unclear([("b", "KR1"), ("a", nil)], hasEndpoint: false) == .noRegion(DesiredStack(name: "prod", cloud: "a")))
    }
}
