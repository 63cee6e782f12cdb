import FlowLogModel

/// One instance of a list. Only its id must be as documented: what else is odd counts as not there.
struct WireInstance: Decodable, Identified {
    let instance: Instance
    var id: String? { instance.id }

    init(from decoder: any Decoder) throws {
        let object = try WireObject(decoder)
        instance = Instance(id: try object.id(), name: object.text("name"))
    }
}
