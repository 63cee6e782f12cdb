/// Why it is not known what a storage has.
package struct StorageFailure: Error, Hashable {
    /// From which the exit code follows (Contract: Storage).
    package enum Kind: Sendable {
        /// Nothing was asked: the host is not one that gets a token, or no usable address.
        case notChecked
        /// Nothing was asked, since there is no token for it: the login was refused, or the run's own token was given.
        case notAuthenticated
        /// It was asked and refused, or gave no usable answer.
        case unanswered
    }

    package let kind: Kind
    /// For people, a clause; not escaped.
    package let reason: String
    /// Whether there was no answer at all, so that there is no point in asking for more.
    package let isSilent: Bool

    package init(_ kind: Kind, _ reason: String, isSilent: Bool = false) {
        self.kind = kind
        self.reason = reason
        self.isSilent = isSilent
    }
}
