/// Which changes the options of a run mean, looked up in sets: a run may have as many selectors as loggers.
struct Selection {
    private let targets: Set<String>
    private let excludes: Set<String>
    private let replaces: Set<String>

    init(_ options: PlanOptions) {
        func texts(_ selectors: [KeySelector]) -> Set<String> { Set(selectors.map(\.text)) }
        (targets, excludes, replaces) = (texts(options.targets), texts(options.excludes), texts(options.replaces))
    }

    /// Whether a change is to be made; a logger without a key is left out once there are targets.
    func selects(_ change: Change) -> Bool {
        guard change.key != nil else { return targets.isEmpty }
        if targets.isEmpty, excludes.isEmpty { return true }
        let selectors = change.selectors
        return (targets.isEmpty || selectors.contains(where: targets.contains)) && !selectors.contains(where: excludes.contains)
    }

    /// Whether a logger that may be called so is to be replaced although nothing forces it.
    func replaces(_ selectors: @autoclosure () -> [String]) -> Bool { !replaces.isEmpty && selectors().contains(where: replaces.contains) }
}
