import Glibc

@main
enum Main {
    static func main() async {
        // A reader that goes away must show as an error of `write`, not as a signal.
        signal(SIGPIPE, SIG_IGN)
        // A closed stdin, stdout or stderr must not become the number of a socket.
        // What stands in for it can be neither read nor written, so that whoever tries gets an error.
        for descriptor in STDIN_FILENO...STDERR_FILENO where fcntl(descriptor, F_GETFD) < 0 {
            _ = open("/dev/null", descriptor == STDIN_FILENO ? O_WRONLY : O_RDONLY)
        }
        let descriptors: Int
        do throws(OpenFiles.Shortage) { descriptors = try OpenFiles.prepare() } catch {
            FileDescriptor.error.write("error: \(error.message)\n")
            exit(ExitStatus.failed.rawValue)
        }
        // Swift reads them from /proc: without it every command line would look empty, print the help and succeed.
        guard !CommandLine.arguments.isEmpty else {
            FileDescriptor.error.write("error: cannot read the command line: is /proc mounted?\n")
            exit(ExitStatus.failed.rawValue)
        }
        let signals = Signals()
        let context = Context.process(signals, descriptors: descriptors)
        let status = await signals.during {
            await FlowLogCtl.run(Array(CommandLine.arguments.dropFirst()), in: context)
        } endNow: {
            context.writeError("\ninterrupted: nothing was changed\n")
            context.exitNow(.interrupted)
        }
        exit((status ?? .failed).rawValue)
    }
}
