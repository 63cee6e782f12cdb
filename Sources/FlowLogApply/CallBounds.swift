/// What bounds the calls of an action, beside the patience that every call has (Contract: Apply, Retries).
///
/// The executor sets them around an action: `CallBounds.$current.withValue(…) { … }`. After an interruption no call is sent that was not
/// yet on its way, and none is sent again; after the deadline neither. One that is owed is sent all the same, once.
package struct CallBounds: Sendable {
    @TaskLocal package static var current = CallBounds()

    /// When pauses and further attempts end, by the run's ticker; nil for never. A write that is on its way is waited for.
    package var deadline: Duration?
    /// Whether the call has to be sent even if the run is to end: the create of a replace whose old logger is gone.
    package var isOwed: Bool

    package init(deadline: Duration? = nil, isOwed: Bool = false) {
        self.deadline = deadline
        self.isOwed = isOwed
    }
}
