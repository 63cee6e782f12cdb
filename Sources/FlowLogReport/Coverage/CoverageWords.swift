import FlowLogModel
import FlowLogPlan
import FlowLogVerify

/// What every format says of coverage.
enum CoverageWords {
    static func title(_ place: PlaceCoverage) -> Shown {
        let cloud: Shown = place.place.cloud.map { "\($0): " } ?? ""
        return "\(cloud)project \(place.projectID?.text ?? "-") (\(place.place.region ?? "-"))"
    }

    static func name(_ vpc: CoverageTree.VPC) -> Shown { name(vpc.name, vpc.id, "in no VPC") }

    static func name(_ subnet: CoverageTree.Subnet) -> Shown { name(subnet.name, subnet.id, "in no subnet") }

    /// Where ports are: `prod / web`.
    static func network(_ vpc: CoverageTree.VPC, _ subnet: CoverageTree.Subnet) -> Shown { "\(name(vpc)) / \(name(subnet))" }

    private static func name(_ name: String?, _ id: String?, _ none: Shown) -> Shown {
        guard let id else { return none }
        return name.flatMap { $0.isEmpty ? nil : Shown($0) } ?? Shown(id)
    }

    /// `12 of 12 (6 in part)`; where nothing counts, why.
    static func covered(_ share: Coverage.Share, _ ports: [Coverage.CoveredPort]) -> Words {
        let (what, rest): (Words, Words) =
            share.counted == 0
            ? ("nothing to cover", notCounted(ports))
            : ("\(share.covered) of \(share.counted)", inPart(ports))
        return rest.isEmpty ? what : "\(what) (\(rest))"
    }

    private static func inPart(_ ports: [Coverage.CoveredPort]) -> Words { .ifAny(ports.count { $0.state == .partial }, "in part") }

    private static func notCounted(_ ports: [Coverage.CoveredPort]) -> Words {
        .list(CoverageState.allCases.filter { !$0.counts }.map { state in .ifAny(ports.count { $0.state == state }, state.words) })
    }

    /// How many ports do not count, and why; nil if all do.
    static func notCounted(_ coverage: Coverage) -> Words? {
        let foreign: Words = coverage.foreign == 0 ? "" : "\(Words.counted(coverage.foreign, "port")) of other projects in these VPCs"
        let words = Words.list([notCounted(coverage.ports), foreign])
        return words.isEmpty ? nil : words
    }

    /// By whom ports are recorded; nil if by nobody.
    static func recorders(_ ports: [Coverage.CoveredPort]) -> Shown? {
        var seen: Set<String> = []
        let loggers = ports.flatMap(\.recording).filter { seen.insert($0.id).inserted }
        return loggers.isEmpty ? nil : loggers.map(logger).joined(separator: ", ")
    }

    /// `prod-network/web`, or the beginning of the id of what nobody owns.
    static func logger(_ live: LiveLogger) -> Shown {
        live.mark.map { Shown($0.owner) } ?? "\(Shown(shortID: live.id)) (unmanaged)"
    }

    static func exclusion(_ use: ExclusionUse) -> Shown {
        let until: Shown = use.exclusion.until.map { ", until \($0.text)" } ?? ""
        return "\(subject(use))  \(state(use))  (\(use.stack): \(JSONValue.string(use.exclusion.reason).text)\(until))"
    }

    /// What an exclusion is about.
    static func subject(_ use: ExclusionUse) -> Shown { Shown(use.exclusion.ports.text) }

    /// What became of it.
    static func state(_ use: ExclusionUse) -> Shown {
        switch use.state {
        case .holds(let count): "\(Words.counted(count, "port"))"
        case .unused(let why): "nothing: \(why)"
        case .expired: "nothing any more"
        }
    }

    /// The verdict, or why there is none.
    static func outcome<Destination>(_ place: PlaceCoverage) -> EscapedText<Destination> {
        switch place.outcome {
        case .success(let found): EscapedText(verdict(place, found.coverage))
        case .failure(let failure): "Not known: \(failure.message)"
        }
    }

    /// What is not known comes first, then what is below its minimum.
    static func rank(_ place: PlaceCoverage) -> Int { place.found == nil ? 0 : place.isBelowMinimum ? 1 : 2 }

    static func verdict(_ place: PlaceCoverage, _ coverage: Coverage) -> Words {
        let share = coverage.share
        let minimum: Words = place.minimum.map { place.isBelowMinimum ? ", the minimum is \($0)%" : ", minimum \($0)%" } ?? ""
        guard let percent = share.percent else { return "Coverage: nothing to cover\(minimum)." }
        let partial = inPart(coverage.ports)
        let covered: Words = "\(share.covered) of \(Words.counted(share.counted, "port"))\(partial.isEmpty ? "" : " (\(partial))" as Words)"
        return "Coverage: \(percent)%, \(covered)\(minimum)."
    }
}

extension CoverageState {
    var words: Words {
        switch self {
        case .notCapturable: "not capturable"
        default: "\(self)"
        }
    }

    var meaning: Words {
        switch self {
        case .excluded: "not counted: a manifest leaves it out, with a reason"
        case .captured: "every packet is recorded: the service's list of logging ports has it"
        case .partial: "the same, but some packets are not recorded"
        case .unattached: "not counted: nothing uses the port"
        case .notCapturable: "not counted: a router's, DHCP's or floating IP's port, which the service does not record"
        case .failing: "its logger is in ERROR, or has a status that contradicts what it should be"
        case .claimed: "an enabled logger is for it, but the service does not list it as recorded"
        case .disabled: "only loggers that are switched off are for it"
        case .uncovered: "no logger is for it"
        }
    }

    /// What is to be looked at first.
    var severity: Int { Self.allCases.count - (Self.allCases.firstIndex(of: self) ?? 0) }
}
