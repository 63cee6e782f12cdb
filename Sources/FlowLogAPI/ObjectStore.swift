import FlowLogApply
package import FlowLogModel
import FoundationEssentials
import NIOHTTP1

/// An object storage that one project's token may go to; only read (Service facts: Object storage).
package struct ObjectStore: Sendable {
    private let caller: AuthorizedCaller

    init(_ caller: AuthorizedCaller) { self.caller = caller }

    /// Whether a container is there, and who may write to it: HEAD, and a 404 again by GET (Contract: Storage, Before a create).
    package func finding(of container: StorageContainer) async -> ContainerFinding {
        do throws(StorageFailure) {
            let resource = try Self.resource(container)
            var answer = try await ask(.HEAD, resource, query: nil)
            if answer.isMissing { answer = try await ask(.GET, resource, query: "format=json&limit=1") }
            if answer.isMissing { return .missing }
            return .found(writeACL: answer.writeACL, url: caller.service.appending(resource.path, query: nil))
        } catch {
            return .unknown(error)
        }
    }

    /// Lists the objects below a prefix, in the order of their names.
    /// - Parameters:
    ///   - prefix: not percent-encoded.
    ///   - most: how many pages are read at most, at least 1.
    ///   - isEnough: whether what a page has settles the question, so that no further one is needed; gets the answer's time too.
    /// - Returns: nothing for a container that is not there.
    package func list(
        _ container: StorageContainer, below prefix: String, most: Int,
        until isEnough: (_ page: [ObjectListing.Item], _ date: Timestamp) -> Bool
    ) async throws(StorageFailure) -> ObjectListing {
        let resource = try Self.resource(container)
        let query = "format=json&limit=\(Self.pageSize)&prefix=\(PercentEncoding.encode(prefix))"
        var listing: ObjectListing?
        var last: Answer?
        for number in 1...most {
            let marker = last?.objects.last?.name
            let page = try await ask(.GET, resource, query: query + (marker.map { "&marker=\(PercentEncoding.encode($0))" } ?? ""))
            guard let date = page.date else { throw unanswered("its answer has no Date") }
            if let marker, page.objects.contains(where: { !marker.utf8.lexicographicallyPrecedes($0.name.utf8) }) {
                throw unanswered("it lists the same objects again")
            }
            // A storage may give less at once than it is asked for: it ends where it gives nothing, or less than before although it gave all
            // that was asked for then, or there is no page left to prove it.
            let isShorter =
                last.map { page.objects.count < $0.objects.count && ($0.objects.count == Self.pageSize || number == most) } ?? false
            let isWhole = page.objects.isEmpty || isShorter
            let soFar = ObjectListing(
                (listing?.items ?? []) + page.objects, isWhole: isWhole, isMissing: page.isMissing, date: date)
            // Of a full page, the newest object may be in the next one.
            if isWhole || (page.objects.count < Self.pageSize && isEnough(page.objects, date)) { return soFar }
            (listing, last) = (soFar, page)
        }
        guard let listing else { throw unanswered("it was not asked") }
        return listing
    }

    private struct Answer {
        let isMissing: Bool
        let writeACL: String?
        let date: Timestamp?
        let objects: [ObjectListing.Item]
    }

    private func ask(_ method: HTTPMethod, _ resource: Resource, query: String?) async throws(StorageFailure) -> Answer {
        do throws(ControlPlaneError) {
            return try await caller.send(method, resource, query: query) { answer throws(ControlPlaneError) in
                let isMissing = answer.status == 404
                return Answer(
                    isMissing: isMissing, writeACL: answer.writeACL, date: answer.date,
                    objects: isMissing || method == .HEAD ? [] : try answer.objects())
            }
        } catch {
            throw StorageFailure(.unanswered, error.text, isSilent: error.kind == .unreachable || error.kind == .unclear)
        }
    }

    private func unanswered(_ what: String) -> StorageFailure {
        StorageFailure(.unanswered, "\(caller.service.authority): \(what)")
    }

    /// - Throws: for a name that would lead out of its account.
    private static func resource(_ container: StorageContainer) throws(StorageFailure) -> Resource {
        guard ![".", ".."].contains(PercentEncoding.decode(container.name[...]) ?? "") else {
            throw StorageFailure(.notChecked, "'\(container.name)' is not the name of a container")
        }
        return Resource(
            path: "/v1/AUTH_\(PercentEncoding.complete(container.tenant))/\(PercentEncoding.complete(container.name))",
            singular: "container",
            plural: "objects", isStored: true)
    }

    /// The most that a storage gives at once.
    private static let pageSize = 10_000
}
