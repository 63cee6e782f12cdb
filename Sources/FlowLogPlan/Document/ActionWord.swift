/// The words of `change.actions`, which are Terraform's. A replace has two, in their order.
package enum ActionWord: String, Sendable, CaseIterable {
    /// The logger stays as it is, or there is none and none is made.
    case noOp = "no-op"
    /// A logger is made with a POST.
    case create
    /// Name, description, mark or `admin_state_up` of a logger are changed with a PUT.
    case update
    /// A logger is taken away with a DELETE.
    case delete
}
