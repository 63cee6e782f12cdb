import Glibc

/// How many files, sockets and the like the process may have open. Below it stands what ends the process if it cannot open its own:
/// the watch for signals and the event loops of the network.
enum OpenFiles {
    /// Signals, timers and the files of a run.
    private static let ofProcess = 16
    private static let ofEventLoop = 3
    /// As many calls as there are at once by default, with room for a proxy.
    private static let connections = 16

    /// Makes room where the limit can be raised; to be called before there is a second thread.
    /// - Returns: what is wrong and what to do where it cannot.
    static func prepare() -> String? {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return nil }
        let open = (0..<Int32(min(limit.rlim_cur, 1024))).count { fcntl($0, F_GETFD) >= 0 }
        let needed = rlim_t(open + ofProcess + connections + ofEventLoop * max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))))
        if limit.rlim_cur < limit.rlim_max {
            limit.rlim_cur = limit.rlim_max
            _ = setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
            _ = getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        }
        guard limit.rlim_cur < needed else { return nil }
        return
            "only \(limit.rlim_cur) files may be open at once, and \(needed) are needed\n  = help: raise the limit: ulimit -n \((needed + 63) / 64 * 64)"
    }
}
