import CMalloc
import Glibc

/// How the process gets its memory from the system.
enum Heap {
    /// Bytes of address space that the heap begins with; memory is behind it where it is used.
    private static let reserve: Int32 = 128 << 20
    private static let largePage: UInt = 2 << 20

    /// Makes memory cheap to get: one heap for all threads, its beginning in large pages. To be called before there is a second thread.
    ///
    /// Else each thread has a heap of its own, which grows with one system call for every 4 KiB, and every 4 KiB are a page fault:
    /// measured with 10,000 loggers, a sixth of `validate` and 7 % of `plan`.
    static func prepare() {
        // What the heap sets aside would be missing elsewhere.
        if isLimited(RLIMIT_AS) || isLimited(RLIMIT_DATA) { return }
        _ = mallopt(M_ARENA_MAX, 1)
        // Large values come from the heap too, and what they leave is used again.
        _ = mallopt(M_MMAP_THRESHOLD, 1 << 30)
        _ = mallopt(M_TRIM_THRESHOLD, .max)
        _ = mallopt(M_TOP_PAD, reserve)
        // More than is left, so that the heap grows now; where the system refuses so much, it begins small.
        let probe = malloc(1 << 20)
        defer { free(probe) }
        _ = mallopt(M_TOP_PAD, 1 << 20)
        guard let probe else { return }
        let start = (UInt(bitPattern: probe) + largePage - 1) & ~(largePage - 1)
        let end = UInt(bitPattern: sbrk(0))
        // Advice: where there are no large pages, all goes on with small ones.
        if start < end { _ = madvise(UnsafeMutableRawPointer(bitPattern: start), Int(end - start), MADV_HUGEPAGE) }
    }

    private static func isLimited(_ resource: __rlimit_resource) -> Bool {
        var limit = rlimit()
        return getrlimit(Int32(resource.rawValue), &limit) == 0 && limit.rlim_cur != rlim_t.max
    }
}
