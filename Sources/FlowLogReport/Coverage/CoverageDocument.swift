import FlowLogModel
import FlowLogPlan
package import FlowLogVerify

/// Coverage as JSON (Contract: Coverage, JSON): equal reports have equal bytes but for the time.
package struct CoverageDocument {
    private let report: CoverageReport
    private let createdAt: String

    /// What this version writes.
    static let formatVersion = "1.0"

    /// - Parameter createdAt: the time of the report, `2026-01-01T00:00:00Z`.
    package init(_ report: CoverageReport, createdAt: String) {
        self.report = report
        self.createdAt = createdAt
    }

    /// One object on one line, keys sorted.
    package var json: String {
        JSONValue.object([
            "format_version": .string(Self.formatVersion),
            "tool": .object(["name": .string(Tool.name), "version": .string(Tool.version)]),
            "created_at": .string(createdAt), "places": .array(report.places.map(place)),
        ]).text + "\n"
    }

    private func place(_ place: PlaceCoverage) -> JSONValue {
        var members: [String: JSONValue] = [
            "region": JSONValue(place.place.region), "cloud": JSONValue(place.place.cloud), "project_id": JSONValue(place.projectID?.text),
            "min": place.minimum.map { .integer($0) } ?? .null, "error": .null,
        ]
        switch place.outcome {
        case .success(let found):
            let coverage = found.coverage
            members["covered"] = .integer(coverage.share.covered)
            members["counted"] = .integer(coverage.share.counted)
            members["percent"] = coverage.share.percent.map { .integer($0) } ?? .null
            members["foreign"] = .integer(coverage.foreign)
            members["counts"] = .object(
                Dictionary(
                    uniqueKeysWithValues: CoverageState.allCases.map { state in
                        (state.rawValue, .integer(coverage.ports.count { $0.state == state }))
                    }))
            members["exclusions"] = .array(found.exclusions.map(exclusion))
            members["vpcs"] = .array(found.tree.vpcs.map(vpc))
        case .failure(let failure):
            for name in ["covered", "counted", "percent", "foreign"] { members[name] = .null }
            members["counts"] = .null
            members["exclusions"] = .array([])
            members["vpcs"] = .array([])
            members["error"] = JSONValue(code: failure.code.rawValue, message: failure.message)
        }
        return .object(members)
    }

    private func exclusion(_ use: ExclusionUse) -> JSONValue {
        var members: [String: JSONValue] = [
            "stack": .string(use.stack), "reason": .string(use.exclusion.reason), "until": JSONValue(use.exclusion.until?.text),
            "resource": .null, "device_owner": .null, "ports": .integer(0), "why": .null,
        ]
        switch use.exclusion.ports {
        case .resource(let resource): members["resource"] = resource.document
        case .deviceOwner(let owner): members["device_owner"] = .string(owner)
        }
        switch use.state {
        case .holds(let ports): (members["state"], members["ports"]) = (.string("holds"), .integer(ports))
        case .unused(let why): (members["state"], members["why"]) = (.string("unused"), .string(why))
        case .expired: members["state"] = .string("expired")
        }
        return .object(members)
    }

    private func vpc(_ vpc: CoverageTree.VPC) -> JSONValue {
        .object([
            "id": JSONValue(vpc.id), "name": JSONValue(vpc.name), "cidr": JSONValue(vpc.cidr), "subnets": .array(vpc.subnets.map(subnet)),
        ])
    }

    private func subnet(_ subnet: CoverageTree.Subnet) -> JSONValue {
        .object([
            "id": JSONValue(subnet.id), "name": JSONValue(subnet.name), "cidr": JSONValue(subnet.cidr),
            "ports": .array(subnet.ports.map(port)),
        ])
    }

    private func port(_ covered: Coverage.CoveredPort) -> JSONValue {
        let port = covered.port
        return .object([
            "id": .string(port.id), "name": JSONValue(port.name), "address": JSONValue(port.firstIP),
            "device_owner": JSONValue(port.deviceOwner), "state": .string(covered.state.rawValue),
            "loggers": .array(
                covered.loggers.map { logger in
                    .object([
                        "id": .string(logger.id), "owner": JSONValue(logger.mark?.owner), "filter": JSONValue(logger.fields[.filter]),
                        "status": .string(logger.status.rawValue),
                    ])
                }),
        ])
    }
}
