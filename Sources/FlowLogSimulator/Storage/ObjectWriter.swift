import FoundationEssentials

/// What loggers write, each an object an interval, as the flow log system account (Service facts: Object storage).
struct ObjectWriter: Sendable {
    /// The account that writes.
    private let account: (tenant: String, user: String)
    /// How often a logger writes; nil for never.
    private let interval: Duration?
    /// When each logger writes next.
    private var next: [String: Date] = [:]

    /// - Parameter account: `TENANT:USER`.
    init(_ account: String, interval: Duration?) {
        let parts = account.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        self.account = (parts[0], parts.count == 2 ? parts[1] : "")
        self.interval = interval
    }

    /// What the dummy write of a new logger ends in; nil if it is fine. The service tries it once.
    func errorType(ofNew fields: JSONObject, in store: ObjectStore) -> String? {
        guard let address = fields.storage?.container else { return nil }
        guard let container = store[address] else { return "OBSServiceNotAvailableError" }
        return isGranted(by: container) ? nil : "OBSConfigurationError"
    }

    /// Lets loggers write what is due up to a time, as the containers are now: to be called before each change of either.
    /// - Parameters:
    ///   - loggers: all of them, by where they are.
    ///   - skew: of the storage's clock.
    mutating func catchUp(_ loggers: [(scope: Scope, logger: FlowLogger)], in store: inout ObjectStore, at now: Date, skew: Duration) {
        guard let interval = interval?.timeInterval, interval > 0 else { return }
        var due: [String: Date] = [:]
        for (scope, logger) in loggers {
            guard logger.fields["status"] == "ACTIVE", let since = logger.capturingSince.flatMap(Date.init(storageTime:)) else { continue }
            let key = "\(scope.region)/\(scope.tenant)/\(logger.id)"
            var time = next[key] ?? since.addingTimeInterval(interval)
            // What nobody looked at for so long is not made up.
            if now.timeIntervalSince(time) > interval * Self.mostMissed {
                time = now.addingTimeInterval(-interval * Self.mostMissed)
            }
            while time <= now {
                write(logger, at: time, in: &store, skew: skew)
                time = time.addingTimeInterval(interval)
            }
            due[key] = time
        }
        next = due
    }

    private static let mostMissed = 1_000.0

    private func write(_ logger: FlowLogger, at time: Date, in store: inout ObjectStore, skew: Duration) {
        guard let storage = logger.fields.storage, store[storage.container].map(isGranted) == true else { return }
        let name = "\(storage.directory)/\(ObjectName(logger.fields, at: time).text)"
        store[storage.container]?.objects[name] = Container.Object(bytes: 1, lastModified: time.addingTimeInterval(skew.timeInterval))
    }

    private func isGranted(by container: Container) -> Bool {
        container.grants("x-container-write", tenant: account.tenant, user: account.user)
    }
}

extension JSONObject {
    /// Where a logger writes, whatever the host.
    fileprivate var storage: (container: Container.Address, directory: String)? {
        guard let url = self["storage_url"]?.string.flatMap(StorageURL.init) else { return nil }
        return (Container.Address(account: url.account, name: url.container), url.directory)
    }
}
