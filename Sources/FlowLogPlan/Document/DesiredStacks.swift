import FlowLogModel

/// The manifests of a plan document, found by what its changes say.
struct DesiredStacks {
    let names: StackNames
    /// What they want.
    private(set) var loggers: [KeyAddress: DesiredLogger] = [:]
    /// By stack and region: older documents had a stack once in a region.
    private var places: [KeyAddress: Place] = [:]

    init(_ stacks: [DesiredStack]) {
        names = StackNames(stacks)
        for stack in stacks {
            let place = stack.place
            places[KeyAddress(place: Place(cloud: nil, region: place.region), stack: stack.name, key: nil)] = place
            for logger in stack.loggers {
                let address = KeyAddress(place: place, stack: stack.name, key: logger.key)
                if loggers[address] == nil { loggers[address] = logger }
            }
        }
    }

    /// Where a change is made. Format 1.1 did not say the cloud at first.
    func place(of change: DocumentNode, stack: String) throws(SavedPlan.Invalid) -> Place {
        let region = try change.member("region").unlessNull?.string
        guard let cloud = change.optionalMember("cloud") else {
            let place = Place(cloud: nil, region: region)
            return places[KeyAddress(place: place, stack: stack, key: nil)] ?? place
        }
        return Place(cloud: try cloud.unlessNull?.string, region: region)
    }
}
