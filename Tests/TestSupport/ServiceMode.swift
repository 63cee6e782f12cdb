package import FlowLogModel
import Testing

/// A way in which a service differs from the one of the guide, and which every run has to survive.
package struct ServiceMode: Sendable, CustomTestStringConvertible {
    package let name: String
    /// What it makes of a logger that it is sent.
    package var stores: @Sendable (LiveLogger) -> LiveLogger = { $0 }
    /// Whether an answer to a write has a logger in it.
    package var answersWrites = true
    /// How many reads after a write still show what was there before it.
    package var staleReads = 0
    /// How it writes a logger's id in answers about that logger alone; lists have it as it is.
    package var writesID: @Sendable (String) -> String = { $0 }
    /// Whether it keeps what it is sent, so that in the end there is nothing left to do.
    package var keepsAll = true

    package var testDescription: String { name }

    private init(_ name: String, _ change: (inout ServiceMode) -> Void) {
        self.name = name
        change(&self)
    }

    package static let guide = ServiceMode("as the guide says") { _ in }

    /// Services that store a field otherwise than it was sent.
    package static let normalising = [
        storing("clamps") { fields in
            if case .integer(let minutes) = fields[.aggregationInterval], minutes < 5 { fields[.aggregationInterval] = .integer(5) }
        },
        storing("writes hosts in lower case") { fields in fields.change(.storageURL) { $0.replacing("HOST", with: "host") } },
        storing("decodes URLs") { fields in fields.change(.storageURL) { $0.replacing("%62", with: "b") } },
        storing("reorders columns") { fields in
            fields.change(.customizedField) { $0.split(separator: ",").sorted().joined(separator: ",") }
        },
        storing("takes invisible characters out") { fields in fields.change(.description) { $0.replacing("\u{200B}", with: "") } },
        storing("keeps CSV only") { $0[.logFormat] = .string("CSV") },
    ]

    package static let dropsMarks = ServiceMode("drops marks") { mode in
        mode.stores = { logger in
            var logger = logger
            logger.ownership = .unmarked
            return logger
        }
        mode.keepsAll = false
    }

    package static let answersNothing = ServiceMode("answers writes without a body") { $0.answersWrites = false }

    package static let answersStale = ServiceMode("answers late reads stale") { $0.staleReads = 1 }

    package static let writesIDsOtherwise = ServiceMode("writes ids in capitals, without dashes") { mode in
        mode.writesID = { $0.uppercased().replacing("-", with: "") }
    }

    package static let all = normalising + [dropsMarks, answersNothing, answersStale, writesIDsOtherwise]

    /// A logger as an answer about it alone has it.
    func answered(_ logger: LiveLogger) -> LiveLogger {
        var logger = logger
        logger.id = writesID(logger.id)
        return logger
    }

    private static func storing(_ name: String, _ change: @escaping @Sendable (inout LoggerFields) -> Void) -> ServiceMode {
        ServiceMode(name) { mode in
            mode.stores = { logger in
                var logger = logger
                change(&logger.fields)
                return logger
            }
            mode.keepsAll = false
        }
    }
}

extension LoggerFields {
    fileprivate mutating func change(_ field: LoggerField, _ change: (String) -> String) {
        if let text = self[field]?.text { self[field] = .string(change(text)) }
    }
}

extension String {
    /// Whether both are one id, written in any case, with or without dashes.
    func isSameID(as other: String) -> Bool {
        self == other || lowercased().replacing("-", with: "") == other.lowercased().replacing("-", with: "")
    }
}
