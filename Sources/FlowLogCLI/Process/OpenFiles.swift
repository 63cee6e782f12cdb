import FlowLogAPI
import Glibc

/// How many files and sockets the process may have open. Some of what it is built on (the watch for signals, the event loops of the
/// network, Dispatch when it looks at its threads in /proc) ends the process when it cannot open its own, so that is checked first, and
/// calls get what is left.
enum OpenFiles {
    /// Signals, timers and the files of a run.
    private static let ofProcess = 16
    /// As many calls as there are at once by default, with room for a proxy.
    private static let leastForCalls = 16

    /// What is wrong, and what to do about it.
    struct Shortage: Error {
        let message: String
    }

    /// Raises the limit as far as the system allows. Must be called before there is a second thread.
    /// - Returns: how many descriptors are left for calls.
    static func prepare() throws(Shortage) -> Int {
        EventLoops.prepare()
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return leastForCalls }
        let open = (0..<Int32(min(limit.rlim_cur, 1024))).count { fcntl($0, F_GETFD) >= 0 }
        if limit.rlim_cur < limit.rlim_max {
            limit.rlim_cur = limit.rlim_max
            _ = setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
            _ = getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        }
        let left = Int(min(limit.rlim_cur, 1 << 20)) - open - ofProcess - EventLoops.descriptors
        guard left < leastForCalls else { return left }
        let needed = open + ofProcess + EventLoops.descriptors + leastForCalls
        throw Shortage(
            message: "the limit is \(limit.rlim_cur) open files, but \(needed) are needed\n"
                + "  = help: raise the limit: ulimit -n \((needed + 63) / 64 * 64)")
    }
}
