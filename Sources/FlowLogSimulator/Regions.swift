/// The regions of the catalog. The first one has the simulator's own address, the others a path below it: `/KR2`.
struct Regions: Sendable {
    let names: [String]

    init(_ names: [String]) { self.names = names }

    /// Why a text is not a list of regions.
    struct Invalid: Error, CustomStringConvertible {
        var description: String
    }

    /// Reads `KR1,KR2`.
    /// - Throws: `Regions.Invalid`. Clients compare regions without case (Service facts: Identity), so two must differ in more.
    init(parsing text: String) throws {
        names = text.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        for name in names {
            guard !name.isEmpty, name.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }) else {
                throw Invalid(description: "'\(name)' is not a region: use letters, digits and '-'")
            }
            guard names.count(where: { $0.lowercased() == name.lowercased() }) == 1 else {
                throw Invalid(description: "'\(name)' is there twice")
            }
        }
    }

    /// The region of the simulator's own address.
    var first: String { names.first ?? "" }

    /// Where a region's network service is.
    /// - Parameter baseURL: the simulator's own address, without a trailing slash.
    func address(of name: String, baseURL: String) -> String { name == first ? baseURL : "\(baseURL)/\(name)" }

    /// The region that a path belongs to, and the path within its address.
    func split(_ path: Substring) -> (region: String, path: Substring) {
        for name in names.dropFirst() where path.hasPrefix("/\(name)") {
            let rest = path.dropFirst(name.count + 1)
            if rest.isEmpty { return (name, "/") }
            if rest == "/" || rest.hasPrefix("/v2.0") || rest.hasPrefix("/compute/") { return (name, rest) }
        }
        return (first, path)
    }
}
