import Glibc

/// An open file of this process, by its number.
struct FileDescriptor: Sendable, Hashable {
    static let output = FileDescriptor(STDOUT_FILENO)
    static let error = FileDescriptor(STDERR_FILENO)

    let number: Int32

    init(_ number: Int32) { self.number = number }

    /// - Parameter path: `-` is stdout; nil for a path that names no open file.
    init?(namedBy path: String) {
        switch path {
        case "-", "/dev/stdout": number = STDOUT_FILENO
        case "/dev/stderr": number = STDERR_FILENO
        default:
            let folder = ["/dev/fd/", "/proc/self/fd/"].first(where: path.hasPrefix)
            guard let folder, let number = Int32(path.dropFirst(folder.count)) else { return nil }
            self.number = number
        }
    }

    /// Writes all of it.
    /// - Returns: why that failed, if it did; a reader that has gone away (`| head`) does not count.
    @discardableResult
    func write(_ text: String) -> SystemError? {
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { Glibc.write(number, $0.baseAddress, $0.count) }
            if count > 0 {
                bytes = bytes.dropFirst(count)
            } else if errno == EAGAIN {
                var ready = pollfd(fd: number, events: Int16(POLLOUT), revents: 0)
                poll(&ready, 1, -1)
            } else if errno != EINTR {
                return errno == EPIPE ? nil : SystemError(code: errno)
            }
        }
        return nil
    }

    /// Reads that many bytes, or all there are if there are fewer.
    func read(most: Int) throws(SystemError) -> [UInt8] {
        var bytes: [UInt8] = []
        let expected = status.map { Int($0.st_size) } ?? 0
        while bytes.count < most {
            let room = min(max(expected - bytes.count, 1 << 16), most - bytes.count)
            var error: Int32?
            let part = [UInt8](unsafeUninitializedCapacity: room) { buffer, count in
                let read = Glibc.read(number, buffer.baseAddress, room)
                count = max(read, 0)
                if read < 0 { error = errno }
            }
            if error == EINTR { continue }
            if let error { throw SystemError(code: error) }
            if part.isEmpty { break }
            // A whole file comes as one part, and is not copied.
            if bytes.isEmpty { bytes = part } else { bytes += part }
        }
        return bytes
    }

    /// Nil if it is not open.
    var status: stat? {
        var status = stat()
        return fstat(number, &status) == 0 ? status : nil
    }
}
