import FlowLogModel
import FlowLogPlan
import FlowLogVerify

/// What is said of a check in every format; not escaped.
enum VerificationWords {
    /// What the files of a logger say.
    static func says(_ freshness: Freshness) -> String {
        switch freshness {
        case .fresh(let newest, let now): "newest file \(age(from: newest, to: now)) old"
        case .pending(let since, let now): "no file yet, and there need not be one: it was changed \(age(from: since, to: now)) ago"
        case .stale(let newest?, _, let now, isMissing: _): "no file for \(age(from: newest, to: now)): the newest is of \(newest.text)"
        case .stale(nil, _, _, isMissing: true): "no file: the container does not exist"
        case .stale(nil, let since, let now, isMissing: false):
            "no file at all, and it was last changed \(age(from: since, to: now)) ago"
        case .unknown(let reason): "not known whether files arrive: \(reason)"
        case .notChecked(let failure): "not known whether files arrive: \(failure.reason)"
        }
    }

    /// What the container of a logger says; nil if it is fine.
    static func says(_ container: ContainerVerdict) -> String? {
        switch container {
        case .ok: nil
        case .missing: "its container does not exist"
        case .notWritable(let acl, let url): "storage.writer may not write to \(url), whose access list is '\(acl)'"
        case .notChecked(let failure): "not known whether its container can be written: \(failure.reason)"
        }
    }

    /// What is wrong with a logger, in a clause.
    static func says(_ problem: Verification.Problem) -> String {
        switch problem {
        case .resource: "it is not known what it is to record"
        case .missing: "there is no such logger"
        case .status: "its status is not the desired one"
        case .noPort: "it captures no ports"
        case .containerMissing: "its container does not exist"
        case .containerNotWritable: "storage.writer may not write to its container"
        case .stale: "no file has come for too long"
        }
    }

    /// What is wrong with a logger, with what is known of it; nil if nothing is.
    static func problem(of item: Verification.Item) -> String? {
        switch item.problem {
        case .stale?: item.freshness.map(says)
        case .containerMissing?, .containerNotWritable?: item.container.flatMap(says)
        case .resource?: item.change.blocked?.message
        case .status?:
            "\(item.change.action.live?.status.rawValue ?? "-"), should be \(LoggerStatus.goal(isEnabled: item.isEnabled).rawValue)"
        case let problem?: says(problem)
        case nil: nil
        }
    }

    /// What was asked of a logger and is not known, each with why.
    static func unknowns(_ item: Verification.Item) -> [String] {
        var unknowns: [String] = []
        if case .notChecked? = item.container { unknowns += [item.container.flatMap(says)].compactMap(\.self) }
        switch item.freshness {
        case .unknown?, .notChecked?: unknowns += [item.freshness.map(says)].compactMap(\.self)
        default: break
        }
        return unknowns
    }

    /// In the unit that a person would take.
    static func age(from start: Timestamp, to end: Timestamp) -> String {
        let seconds = Int(max(end.secondsSince1970 - start.secondsSince1970, 0))
        let units = [(86_400, "day"), (3_600, "hour"), (60, "minute")]
        for (length, name) in units where seconds >= 2 * length { return counted(seconds / length, name) }
        return counted(seconds, "second")
    }
}
