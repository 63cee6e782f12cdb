import FlowLogModel

/// One VPC of a list. Only its id must be as documented: what else is odd counts as not there.
struct WireVPC: Decodable, Identified {
    let vpc: VPC
    var id: String? { vpc.id }

    init(from decoder: any Decoder) throws {
        let object = try WireObject(decoder)
        vpc = VPC(id: try object.id(), name: object.text("name"), cidr: object.text("cidrv4"), owner: object.networkOwner)
    }
}
