import FlowLogAPI
import FlowLogApply
import FlowLogModel
import FlowLogPlan

/// The containers that loggers are to write to (Contract: Storage, Before a create).
extension Pipeline {
    /// The inputs with what was found of the containers that their plan would have new loggers write to, each asked once.
    /// - Parameter time: for all of it: what has not answered by then is not known.
    func asking(
        storages inputs: [PlanInput], options: PlanOptions, reviewed: SavedPlan?, within time: Duration, through sessions: Sessions
    ) async -> [PlanInput] {
        guard inputs.contains(where: { options.storageCheck(of: $0.stack) != .off }) else { return inputs }
        var options = options
        options.only = reviewed?.plan.reviewed
        let containers = makePlan(inputs, options: options).containersToCheck
        let facts = await findings(of: containers, within: time, through: sessions)
        return inputs.map { input in
            var input = input
            input.storage = facts[input.stack.cloud] ?? [:]
            return input
        }
    }

    /// What is known of containers, by entry of clouds.yaml, each asked once for all places of it.
    /// - Parameter time: for all of it.
    func findings(
        of containers: [Place: Set<StorageContainer>], within time: Duration, through sessions: Sessions
    ) async -> [String?: StorageFacts] {
        let bounds = CallBounds(deadline: context.ticker.now() + time)
        return await CallBounds.$current.withValue(bounds) { await findings(of: containers, through: sessions) }
    }

    private func findings(of containers: [Place: Set<StorageContainer>], through sessions: Sessions) async -> [String?: StorageFacts] {
        let places = Dictionary(containers.keys.map { ($0.cloud, $0) }, uniquingKeysWith: { first, _ in first })
        let asked = containers.reduce(into: [:]) { $0[$1.key.cloud, default: []].formUnion($1.value) } as [String?: Set<StorageContainer>]
        return await withTaskGroup(of: (String?, StorageContainer, ContainerFinding).self) { group in
            for (cloud, containers) in asked {
                guard let place = places[cloud] else { continue }
                for container in containers {
                    group.addTask { (cloud, container, await finding(of: container, at: place, through: sessions)) }
                }
            }
            return await group.reduce(into: [:]) { $0[$1.0, default: [:]][$1.1] = $1.2 }
        }
    }

    /// Whether the loggers of the manifests can write, each container asked once.
    /// - Parameter time: for all of it.
    func verdicts(
        on plan: Plan, within time: Duration, through sessions: Sessions
    ) async -> [ChangeAddress: ContainerVerdict] {
        let wanted = plan.stacks.flatMap { stack in
            stack.changes.filter(\.isWanted).map { (change: $0, writer: stack.stack.storageWriter, container: $0.container) }
        }
        let containers =
            wanted.reduce(into: [:]) { containers, logger in
                if let container = logger.container { containers[logger.change.place, default: []].insert(container) }
            } as [Place: Set<StorageContainer>]
        let facts = await findings(of: containers, within: time, through: sessions)
        return wanted.reduce(into: [:]) { verdicts, logger in
            let finding = logger.container.flatMap { facts[logger.change.place.cloud]?[$0] }
            let unknown = ContainerFinding.unknown(StorageFailure(.notChecked, "its storage_url has not the documented form"))
            verdicts[logger.change.fullAddress] = ContainerVerdict(finding ?? unknown, writer: logger.writer)
        }
    }

    private func finding(of container: StorageContainer, at place: Place, through sessions: Sessions) async -> ContainerFinding {
        do throws(StorageFailure) {
            return await (try sessions.store(of: container, at: place)).finding(of: container)
        } catch {
            return .unknown(error)
        }
    }
}

extension Change {
    /// Where the logger writes, or is to write.
    fileprivate var container: StorageContainer? {
        (action.target?.fields ?? action.live?.fields)?[.storageURL]?.text.flatMap(StorageLocation.init)?.container
    }
}

extension Sessions {
    /// The object storage that has a container, as the user of a place gets to it.
    /// - Throws: if there is nobody to ask.
    func store(of container: StorageContainer, at place: Place) async throws(StorageFailure) -> ObjectStore {
        let session: Session
        do throws(StackFailure) { session = try self.session(of: place) } catch { throw StorageFailure(.notChecked, error.message) }
        return try await session.objectStore(of: container)
    }
}
