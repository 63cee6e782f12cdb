package import FlowLogModel

/// A container whose access list does not let the service's account write (Contract: Storage, Before a create).
package struct MissingGrant: Hashable {
    let url: String
    /// The list as it was answered.
    let acl: String
    let writer: String

    /// - Parameters:
    ///   - url: where the container was asked.
    ///   - acl: the list as it was answered.
    ///   - writer: who lacks in it.
    package init(url: String, acl: String, writer: StorageWriter) {
        (self.url, self.acl, self.writer) = (url, acl, writer.text)
    }

    /// What is wrong, a clause.
    var problem: String { "the access list of \(url) does not let \(writer) write" }

    /// The way out, with the command on a line of its own.
    package var help: String {
        command.map { "this grants it; the header replaces the whole list, and $TOKEN is a token of the storage's project\n\($0)" }
            ?? "grant it in the console: the list has characters that cannot be shown, so there is no command to copy"
    }

    var warning: Plan.Warning {
        Plan.Warning(
            region: nil, code: .containerNotWritable, message: "\(problem): a logger that is made now could not store its files", help: help
        )
    }

    /// Nil if a terminal would not show it as it is: a list with other entries than the one there takes grants away.
    private var command: String? {
        let entries = Substring(acl).trimmingBlanks
        let list = entries.isEmpty ? writer : "\(entries),\(writer)"
        let header = "X-Container-Write: \(list)"
        let command = ("curl -sS -f -X POST -H \"X-Auth-Token: $TOKEN\" -H \(header) \(url)" as ShellText).string
        // As terminals show it; of printable text they change only what a CI runner takes for a command of its own.
        let isShown = command.utf8.allSatisfy { (0x20...0x7E).contains($0) } && !command.contains("##[")
        return isShown ? command : nil
    }
}

extension MissingGrant: Comparable {
    package static func < (left: MissingGrant, right: MissingGrant) -> Bool {
        (left.url, left.acl, left.writer) < (right.url, right.acl, right.writer)
    }
}
