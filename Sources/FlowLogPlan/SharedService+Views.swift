import FlowLogModel

extension [SharedService] {
    /// Lets places know each other's claims where they may have the same loggers: what a stack takes over there, no other one may delete.
    /// - Parameter views: in the order of the numbers.
    func shareClaims(of views: inout [PlaceView]) {
        let own = views.map(\.claims)
        for peers in flatMap(\.peers) {
            let claims = peers.all.reduce(into: Claims()) { $0.add(own[$1]) }
            for number in peers.of { views[number].claims = claims }
        }
    }

    /// Lets places know where else a stack of theirs may act on the same loggers.
    /// - Parameter views: in the order of the numbers.
    func findRivals(in views: inout [PlaceView]) {
        for peers in flatMap(\.peers) {
            var places: [String: [Place]] = [:]
            for number in peers.all {
                for stack in views[number].identities.keys { places[stack, default: []].append(views[number].place) }
            }
            let rivals = places.filter { $0.value.count > 1 }
            for number in peers.of { views[number].rivals = rivals }
        }
    }

    /// The loggers that nobody owns, each once although several places may show it.
    /// - Parameter views: in the order of the numbers.
    func unmanaged(in views: [PlaceView]) -> [Plan.UnmanagedLogger] {
        var unmanaged = views.map(\.unmanaged)
        for peers in flatMap(\.peers) {
            let members = Set(peers.of)
            var earlier: Set<String> = []
            for number in peers.all {
                if members.contains(number) { unmanaged[number].removeAll { earlier.contains($0.live.id) } }
                earlier.formUnion(views[number].live.loggers.map(\.id))
            }
        }
        return unmanaged.flatMap(\.self)
    }
}
