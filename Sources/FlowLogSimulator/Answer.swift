/// One HTTP answer; its request id is added by the service.
struct Answer: Sendable {
    enum Body: Sendable {
        case none
        case json(JSONValue)
        case text(String)
        case html(String)
    }

    /// How much of the answer is sent before the connection is closed.
    enum Delivery: Sendable {
        case whole
        /// Half of the body; nothing when there is no body.
        case truncated
        /// Nothing.
        case dropped
    }

    /// 0 when nothing is sent.
    var status: Int
    var body: Body = .none
    var headers: [(name: String, value: String)] = []
    /// How long the answer waits before it is sent.
    var delay: Duration = .zero
    var delivery = Delivery.whole

    static func ok(_ body: JSONValue) -> Answer { Answer(status: 200, body: .json(body)) }
}
