import CMalloc
import Glibc

/// How the process gets its memory from the system.
enum Heap {
    /// Address space in bytes that the heap takes at once; memory is behind it where it is used.
    private static let reserve: Int32 = 128 << 20
    private static let largePage: UInt = 2 << 20

    /// Makes memory cheap to get: one heap for all threads, in large pages. To be called before there is a second thread.
    ///
    /// Else each thread has a heap of its own, which grows with one system call for every 4 KiB, and every 4 KiB are a page fault:
    /// measured, a sixth of `validate` with 10,000 loggers and a tenth of `plan`.
    static func prepare() {
        _ = mallopt(M_ARENA_MAX, 1)
        _ = mallopt(M_TOP_PAD, reserve)
        // Large values come from the heap too: what they leave is used again.
        _ = mallopt(M_MMAP_THRESHOLD, 32 << 20)
        // More than is left, so that the heap grows now.
        let probe = malloc(1 << 20)
        defer { free(probe) }
        let start = (UInt(bitPattern: probe) + largePage - 1) & ~(largePage - 1)
        let end = UInt(bitPattern: sbrk(0))
        // Advice: where there are no large pages, all goes on with small ones.
        if start < end { _ = madvise(UnsafeMutableRawPointer(bitPattern: start), Int(end - start), MADV_HUGEPAGE) }
    }
}
