import FlowLogApply
import Synchronization
import TestSupport

/// Where a program is stopped, as seen from one of its requests.
enum StopPoint: CaseIterable {
    case beforeSending, beforeAnswer, afterAnswer
}

/// A program that ends at one of its requests: from then on nothing that it does reaches the service.
final class Stopper: Sendable {
    private let boundary: Int
    private let point: StopPoint
    private let state = Mutex((sent: 0, isStopped: false))

    init(at boundary: Int, _ point: StopPoint) {
        self.boundary = boundary
        self.point = point
    }

    var isStopped: Bool { state.withLock { $0.isStopped } }

    func next() -> InterceptedControlPlane.Fate {
        state.withLock { state in
            let gone = ControlPlaneError(.unreachable, "the program was stopped")
            guard !state.isStopped else { return .unsent(gone) }
            defer { state.sent += 1 }
            guard state.sent == boundary else { return .answered }
            state.isStopped = true
            switch point {
            case .beforeSending: return .unsent(gone)
            case .beforeAnswer: return .lost(ControlPlaneError(.unclear, "the program was stopped"))
            case .afterAnswer: return .answered
            }
        }
    }
}
