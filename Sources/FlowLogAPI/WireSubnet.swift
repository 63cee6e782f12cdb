import FlowLogModel

/// One subnet of a list. Only its id must be as documented: what else is odd counts as not there.
struct WireSubnet: Decodable, Identified {
    let subnet: Subnet
    var id: String? { subnet.id }

    init(from decoder: any Decoder) throws {
        let object = try WireObject(decoder)
        let vpc = try? object.optionalValue(Parent.self, "vpc", "an object")
        subnet = Subnet(
            id: try object.id(), name: object.text("name"), cidr: object.text("cidr"), vpcID: object.text("vpc_id") ?? vpc?.id,
            vpcName: vpc?.name, owner: object.networkOwner)
    }

    private struct Parent: Decodable {
        let id: String?
        let name: String?

        init(from decoder: any Decoder) throws {
            let object = try WireObject(decoder)
            (id, name) = (object.text("id"), object.text("name"))
        }
    }
}
